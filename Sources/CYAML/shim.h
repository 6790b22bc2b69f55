// libyaml's own header, under a name that the module map can give.

#include <yaml.h>
