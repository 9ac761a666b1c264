#!/usr/bin/env bash
# The Windows installer under Wine: silent install, what it registers, silent removal, no leftovers.
# On demand, on Linux with makensis and wine64: tests/e2e/install_windows.sh [SETUP.exe]
# Without an installer, one is built around a stand-in payload. It shows that the script is right,
# not that the program runs on Windows: release.yml does that.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${PYTHON:-.venv/bin/python}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export WINEPREFIX="$scratch/wine" WINEDEBUG=-all WINEARCH=win64 DISPLAY= QT_QPA_PLATFORM=offscreen
wine=$(command -v wine64 || command -v wine || echo /usr/lib/wine/wine64)

setup=${1:-}
if [ -z "$setup" ]; then
  mkdir -p "$scratch/payload/_internal"
  for name in AgeLens.exe agelens-cli.exe _internal/part.dll; do
    echo "stand-in" > "$scratch/payload/$name"
  done
  setup=$("$python" -c "
from pathlib import Path
from installers.make import installer
folder = Path('$scratch')
print(installer(folder / 'payload', out=folder, licence=Path('LICENSE').resolve()))")
fi

fail() { echo "FAILED: $*" >&2; exit 1; }
registered() { "$wine" reg query "HKCU\\Software\\$1" > /dev/null 2>&1; }

timeout 300 "$wine" wineboot -i > /dev/null 2>&1
users="$WINEPREFIX/drive_c/users"
program="$users/$(id -un)/AppData/Local/Programs/AgeLens"
menu="$users/$(id -un)/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/AgeLens/AgeLens.lnk"

timeout 300 "$wine" "$setup" /S || fail "the installer's exit code is $?"
for file in AgeLens.exe agelens-cli.exe uninstall.exe _internal; do
  [ -e "$program/$file" ] || fail "$file was not installed"
done
[ -e "$menu" ] || fail "it is not in the Start menu"
for key in 'Microsoft\Windows\CurrentVersion\Uninstall\AgeLens' 'Classes\AgeLens.Photo' \
  'Classes\Directory\shell\AgeLens' 'Classes\Applications\AgeLens.exe'; do
  registered "$key" || fail "not registered: $key"
done
"$wine" reg query 'HKCU\Software\Classes\.jpg\OpenWithProgids' 2> /dev/null |
  grep -q AgeLens.Photo || fail "photos cannot be opened with it"
echo "installed: program, Start menu, Open with, entry among the installed programs"

echo "a file of the user's" > "$program/notes.txt"
timeout 300 "$wine" "$setup" /S || fail "installing over it: exit code $?"
[ -e "$program/notes.txt" ] || fail "installing over it removed a file of the user's"

home="C:\\users\\$(id -un)\\AppData\\Local\\Programs\\AgeLens"
timeout 300 "$wine" "$program/uninstall.exe" /S "_?=$home" || fail "removal: exit code $?"
left=$(cd "$program" && find . -type f ! -name notes.txt ! -name uninstall.exe)
[ -z "$left" ] || fail "left behind: $left"
[ -e "$program/notes.txt" ] || fail "removal took a file of the user's"
[ ! -e "$menu" ] || fail "it is still in the Start menu"
for key in 'Microsoft\Windows\CurrentVersion\Uninstall\AgeLens' 'Classes\AgeLens.Photo' \
  'Classes\Directory\shell\AgeLens' 'Classes\Applications\AgeLens.exe' 'AgeLens'; do
  ! registered "$key" || fail "still registered: $key"
done
! "$wine" reg query 'HKCU\Software\Classes\.jpg\OpenWithProgids' 2> /dev/null |
  grep -q AgeLens.Photo || fail "photos are still offered to it"
echo "removed: nothing of it is left but what the user put there"
