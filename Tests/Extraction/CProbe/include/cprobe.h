#pragma once
/* Tries something that a process in the sandbox must not be able to do: 0 if it could, else the error number. -1: no such attempt. */
int tuckbox_probe(const char *attempt, const char *folder, int parent);
