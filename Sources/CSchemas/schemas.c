#include "CSchemas.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char openrpc[] = {
#embed "../../schemas/openrpc.json"
};
static const unsigned char config[] = {
#embed "../../schemas/config.schema.json"
};
static const unsigned char manifest[] = {
#embed "../../schemas/manifest.schema.json"
};
static const unsigned char export_document[] = {
#embed "../../schemas/export.schema.json"
};

const unsigned char *strongroom_openrpc_schema(size_t *length) {
  *length = sizeof openrpc;
  return openrpc;
}

const unsigned char *strongroom_config_schema(size_t *length) {
  *length = sizeof config;
  return config;
}

const unsigned char *strongroom_manifest_schema(size_t *length) {
  *length = sizeof manifest;
  return manifest;
}

const unsigned char *strongroom_export_schema(size_t *length) {
  *length = sizeof export_document;
  return export_document;
}
