#!/usr/bin/env bash
# make nightly: what make test tries on 2,000 numbers of each size, on 100,000: filter and acceptance of the RSA search
# against BoringSSL.
. "$(dirname "$0")/common.sh"
cd "$KEYSEAL_ROOT"

[ -e /usr/include/gtest/gtest.h ] || [ -e /usr/local/include/gtest/gtest.h ] || install_debian libgtest-dev
tools/build-native.sh core_tests
KEYSEAL_NIGHTLY=yes exec build/host-release/tests/core/core_tests --gtest_brief=1 \
  --gtest_filter='*FermatFilter*:*PrimeAcceptance*'
