#pragma once
// What the files of this target know of each other.
#include "CTerminal.h"

#include <signal.h>

// The terminal's descriptor for modes and groups; -1 before the claim.
int ct_tty(void);
// Standard error as it was found; -1 when it is in its place.
int ct_real_error(void);
// The signals in the set that ask for an end; the set is left as it is.
uint64_t ct_ends_asked(void);
// Reports the ends and stops of children through the signal pipe, until the old disposition is put back.
void ct_report_children(struct sigaction *old);
// Milliseconds of a clock that never goes back, from 1. Async-signal-safe.
int_fast64_t ct_milliseconds(void);
