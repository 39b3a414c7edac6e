#include "CCurl.h"

#include <dlfcn.h>
#include <stddef.h>

/* <curl/curl.h> makes macros of these, which check types in C. */
#undef curl_easy_setopt

static struct {
  CURLcode (*global_init)(long flags);
  CURL *(*easy_init)(void);
  void (*easy_cleanup)(CURL *handle);
  CURLcode (*easy_perform)(CURL *handle);
  CURLcode (*easy_setopt)(CURL *handle, CURLoption option, ...);
  const char *(*easy_strerror)(CURLcode code);
  struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
  void (*slist_free_all)(struct curl_slist *list);
} curl;

const char *strongroom_curl_load(void) {
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return dlerror();
  const struct {
    void *place;
    const char *name;
  } functions[] = {
    {&curl.global_init, "curl_global_init"},     {&curl.easy_init, "curl_easy_init"},
    {&curl.easy_cleanup, "curl_easy_cleanup"},   {&curl.easy_perform, "curl_easy_perform"},
    {&curl.easy_setopt, "curl_easy_setopt"},     {&curl.easy_strerror, "curl_easy_strerror"},
    {&curl.slist_append, "curl_slist_append"},   {&curl.slist_free_all, "curl_slist_free_all"},
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    void *function = dlsym(library, functions[i].name);
    if (function == NULL) return dlerror();
    *(void **)functions[i].place = function;
  }
  CURLcode code = curl.global_init(CURL_GLOBAL_DEFAULT);
  return code == CURLE_OK ? NULL : curl.easy_strerror(code);
}

CURL *strongroom_curl_new(void) { return curl.easy_init(); }

void strongroom_curl_free(CURL *handle) { curl.easy_cleanup(handle); }

CURLcode strongroom_curl_perform(CURL *handle) { return curl.easy_perform(handle); }

const char *strongroom_curl_text(CURLcode code) { return curl.easy_strerror(code); }

struct curl_slist *strongroom_curl_append(struct curl_slist *list, const char *text) {
  return curl.slist_append(list, text);
}

void strongroom_curl_free_list(struct curl_slist *list) { curl.slist_free_all(list); }

CURLcode strongroom_curl_set_number(CURL *handle, CURLoption option, long value) {
  return curl.easy_setopt(handle, option, value);
}

CURLcode strongroom_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return curl.easy_setopt(handle, option, value);
}

CURLcode strongroom_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl.easy_setopt(handle, option, value);
}

CURLcode strongroom_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl.easy_setopt(handle, option, value);
}

CURLcode strongroom_curl_set_address(CURL *handle, CURLoption option, void *value) {
  return curl.easy_setopt(handle, option, value);
}

CURLcode strongroom_curl_set_read(CURL *handle, curl_read_callback callback) {
  return curl.easy_setopt(handle, CURLOPT_READFUNCTION, callback);
}

CURLcode strongroom_curl_set_header(CURL *handle, curl_write_callback callback) {
  return curl.easy_setopt(handle, CURLOPT_HEADERFUNCTION, callback);
}

CURLcode strongroom_curl_set_write(CURL *handle, curl_write_callback callback) {
  return curl.easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
}

CURLcode strongroom_curl_set_debug(CURL *handle, curl_debug_callback callback) {
  return curl.easy_setopt(handle, CURLOPT_DEBUGFUNCTION, callback);
}

CURLcode strongroom_curl_set_progress(CURL *handle, curl_xferinfo_callback callback) {
  return curl.easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
}
