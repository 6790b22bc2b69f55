// zlib's own header, under a name that the module map can give.

#include <zlib.h>
