#!/usr/bin/env bash
# On a build machine: put the signing key of the environment into a keychain of its own, and tell
# the later steps that there is one. CERTIFICATE is the base64 of a .p12, PASSWORD opens it;
# APPLE_ID, TEAM and APP_PASSWORD are for notarisation.
set -euo pipefail
keychain="$RUNNER_TEMP/signing.keychain-db"
key="$RUNNER_TEMP/certificate.p12"
trap 'rm -f "$key"' EXIT
secret=$(openssl rand -hex 16)
printf '%s' "$CERTIFICATE" | base64 --decode > "$key"
security create-keychain -p "$secret" "$keychain"
security set-keychain-settings -lut 7200 "$keychain"
security unlock-keychain -p "$secret" "$keychain"
security import "$key" -P "$PASSWORD" -A -t cert -f pkcs12 -k "$keychain"
security set-key-partition-list -S apple-tool:,apple: -s -k "$secret" "$keychain" > /dev/null
security list-keychains -d user -s "$keychain" login.keychain-db
identity=$(security find-identity -v -p codesigning "$keychain" |
  sed -n 's/.*"\(Developer ID Application: .*\)"/\1/p' | head -n 1)
[ -n "$identity" ] || { echo "The certificate holds no Developer ID for programs." >&2; exit 1; }
echo "MACOS_SIGN_IDENTITY=$identity" >> "$GITHUB_ENV"
if [ -n "${APPLE_ID:-}" ]; then
  xcrun notarytool store-credentials agelens --apple-id "$APPLE_ID" --team-id "$TEAM" \
    --password "$APP_PASSWORD"
  echo "MACOS_NOTARY_PROFILE=agelens" >> "$GITHUB_ENV"
fi
