#ifndef STRONGROOM_CSCHEMAS_H
#define STRONGROOM_CSCHEMAS_H

#include <stddef.h>

/* The documents of `schemas/`, embedded at build time so that the program needs no file beside it. */
const unsigned char *strongroom_openrpc_schema(size_t *length);
const unsigned char *strongroom_config_schema(size_t *length);
const unsigned char *strongroom_manifest_schema(size_t *length);
const unsigned char *strongroom_export_schema(size_t *length);

#endif
