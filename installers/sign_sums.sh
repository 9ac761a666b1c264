#!/usr/bin/env bash
# Sign a list of checksums: installers/sign_sums.sh SHA256SUMS writes SHA256SUMS.asc and KEY.asc.
# SUMS_KEY holds an OpenPGP secret key without a passphrase, in ASCII armour.
set -euo pipefail
sums=$1
GNUPGHOME=$(mktemp -d)
export GNUPGHOME
trap 'gpgconf --kill all 2>/dev/null || true; rm -rf "$GNUPGHOME"' EXIT
gpg --batch --quiet --import <<<"$SUMS_KEY"
gpg --batch --quiet --yes --armor --detach-sign --output "$sums.asc" "$sums"
gpg --batch --quiet --yes --armor --export --output "$(dirname "$sums")/KEY.asc"
gpg --batch --quiet --verify "$sums.asc" "$sums"
