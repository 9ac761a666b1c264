#!/usr/bin/env bash
# AgeLens.app -> a disk image to drag it from: make_dmg.sh AgeLens.app AgeLens-VERSION.dmg
#
# Signing and notarisation are switched on by the environment; without it the image is unsigned,
# and macOS asks the user to allow it under System Settings -> Privacy & Security:
#   MACOS_SIGN_IDENTITY   "Developer ID Application: ..." in the keychain
#   MACOS_NOTARY_PROFILE  a profile made by: xcrun notarytool store-credentials
set -euo pipefail
app=$1
image=$2
here=$(cd "$(dirname "$0")" && pwd)
[ -d "$app" ] || { echo "There is no program here. Received: $app" >&2; exit 2; }

if [ -n "${MACOS_SIGN_IDENTITY:-}" ]; then
  # From the inside out: every library first, the program last; --deep would miss entitlements.
  sign() {
    codesign --force --timestamp --options runtime --sign "$MACOS_SIGN_IDENTITY" "$@"
  }
  find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
    while IFS= read -r -d '' file; do sign "$file"; done
  find "$app/Contents" -type d -name '*.framework' -print0 |
    while IFS= read -r -d '' folder; do sign "$folder"; done
  sign --entitlements "$here/entitlements.plist" "$app"
  codesign --verify --strict --verbose=2 "$app"
else
  # Apple's processors start nothing that has no signature at all.
  codesign --force --deep --sign - --entitlements "$here/entitlements.plist" "$app"
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -R "$app" "$scratch/AgeLens.app"
ln -s /Applications "$scratch/Applications"
rm -f "$image"
hdiutil create -quiet -volname AgeLens -srcfolder "$scratch" -fs HFS+ -format ULMO "$image"

if [ -n "${MACOS_SIGN_IDENTITY:-}" ]; then
  codesign --timestamp --sign "$MACOS_SIGN_IDENTITY" "$image"
fi
if [ -n "${MACOS_NOTARY_PROFILE:-}" ]; then
  xcrun notarytool submit "$image" --keychain-profile "$MACOS_NOTARY_PROFILE" --wait
  xcrun stapler staple "$image"
  spctl --assess --type open --context context:primary-signature --verbose "$image"
fi
