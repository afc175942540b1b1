#!/bin/sh
# Cargo starts this in place of rustc for the crates of this workspace, and for them only: what they depend on is the
# same as in every other build. The passes are those that libFuzzer is led by.
exec "$@" --cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
  -Cllvm-args=-sanitizer-coverage-trace-compares
