#ifndef STRONGROOM_CCURL_H
#define STRONGROOM_CCURL_H

#include <curl/curl.h>

/* libcurl, loaded when it is first needed: with the thirty libraries that it needs in turn it would
   cost every start of the program some 8 ms, and most starts send no mail. */

/* Loads and initialises libcurl. To be called once, before everything else here.
   Returns NULL, or in words why libcurl cannot be had. */
const char *strongroom_curl_load(void);

CURL *strongroom_curl_new(void);
void strongroom_curl_free(CURL *handle);
CURLcode strongroom_curl_perform(CURL *handle);
const char *strongroom_curl_text(CURLcode code);

/* Adds a copy of the text. Returns NULL, and leaves the list as it is, where there is no memory. */
struct curl_slist *strongroom_curl_append(struct curl_slist *list, const char *text);
void strongroom_curl_free_list(struct curl_slist *list);

/* curl_easy_setopt by the type of its value, which Swift cannot call since it is variadic. */
CURLcode strongroom_curl_set_number(CURL *handle, CURLoption option, long value);
CURLcode strongroom_curl_set_size(CURL *handle, CURLoption option, curl_off_t value);
CURLcode strongroom_curl_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode strongroom_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
/* Not copied: the handle keeps the address. */
CURLcode strongroom_curl_set_address(CURL *handle, CURLoption option, void *value);
CURLcode strongroom_curl_set_read(CURL *handle, curl_read_callback callback);
CURLcode strongroom_curl_set_header(CURL *handle, curl_write_callback callback);
CURLcode strongroom_curl_set_write(CURL *handle, curl_write_callback callback);
CURLcode strongroom_curl_set_debug(CURL *handle, curl_debug_callback callback);
CURLcode strongroom_curl_set_progress(CURL *handle, curl_xferinfo_callback callback);

#endif
