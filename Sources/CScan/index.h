// What the files of this target share.
#pragma once
#include "CScan.h"
#include <stdlib.h>
#include <string.h>
