#!/usr/bin/env bash
# The .deb on a minimal Debian with nothing else: installed, started under Xvfb by an ordinary user
# without any network, a photo dropped on its window with xdotool, self-test, removed, no leftovers.
#
# On demand, as root: tests/e2e/install_debian.sh AGELENS.deb OUT_DIR [AGELENS-TRAINING.deb]
# Needs debootstrap, Xvfb, openbox, xdotool, imagemagick; and the developer's environment, .venv,
# for the window from which the photo is dragged. DEBIAN_BASE names a folder made by debootstrap
# before, to save the minutes; it is copied, never changed.
set -euo pipefail
deb=$(realpath "$1")
out=$(mkdir -p "$2" && realpath "$2")
training=${3:+$(realpath "$3")}
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-$here/../../.venv/bin/python}
scratch=$(mktemp -d)
root="$scratch/debian"
screen=:97
pids=()

fail() { echo "FAILED: $*" >&2; exit 1; }
step() { echo "== $*"; }
end() {
  for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null || true; done
  sleep 1
  for place in tmp/.X11-unix dev/shm dev proc; do umount -l "$root/$place" 2> /dev/null || true; done
  rm -rf --one-file-system "$scratch"
}
trap end EXIT

step "a minimal Debian"
if [ -n "${DEBIAN_BASE:-}" ]; then
  cp -a "$DEBIAN_BASE" "$root"
else
  debootstrap --variant=minbase bookworm "$root" > "$out/debootstrap.log"
fi
cp /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
chroot "$root" useradd --create-home tester
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
# Everything that belongs to nobody's work: package lists, caches and logs aside.
files() {
  (cd "$root" && find . -xdev \
    \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./home -o -path ./root \
    -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/cache -o -path ./var/log \
    -o -path ./run \) -prune -o -print | sort)
}
# No network: a namespace of its own, in which not even the loopback device is up.
offline() {
  unshare --net chroot --userspec=tester "$root" env -i HOME=/home/tester USER=tester \
    PATH=/usr/bin:/bin LANG=C.UTF-8 DISPLAY=$screen XDG_RUNTIME_DIR=/tmp/runtime "$@"
}
inside apt-get update -qq

step "install $(basename "$deb")"
before_packages=$(inside dpkg-query -W -f '${Package}\n' | sort)
cp "$deb" "$root/opt/trial.deb"
inside apt-get install -y -qq --no-install-recommends /opt/trial.deb > "$out/apt.log" 2>&1 ||
  { tail -n 20 "$out/apt.log"; fail "apt-get install"; }
inside dpkg-query -W -f '${Package} ${Version} ${Installed-Size}\n' agelens
lacking=$(inside sh -c 'cd /usr/lib/agelens && find . -name "*.so*" -type f | while read -r one; do
  LD_LIBRARY_PATH=/usr/lib/agelens/_internal ldd "$one" 2>/dev/null | grep "not found"; done' |
  sort -u || true)
[ -z "$lacking" ] || fail "libraries that no package brings: $lacking"

step "self-test as an ordinary user, without a network"
mkdir -p "$root/tmp/runtime" && chmod 700 "$root/tmp/runtime"
chroot "$root" chown tester /tmp/runtime
offline agelens selftest | tee "$out/selftest.txt"

step "the window"
Xvfb $screen -screen 0 1280x900x24 -noreset -nolisten tcp > "$out/xvfb.log" 2>&1 &
pids+=($!)
for _ in $(seq 100); do [ -S "/tmp/.X11-unix/X${screen#:}" ] && break; sleep 0.1; done
mkdir -p "$root/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
DISPLAY=$screen openbox > /dev/null 2>&1 &
pids+=($!)
"$python" - "$root/home/tester/photo.jpg" << 'PHOTO'
import sys

from PIL import Image
from skimage import data

Image.fromarray(data.astronaut()).save(sys.argv[1], quality=92)
PHOTO
chroot "$root" chown tester /home/tester/photo.jpg
began=$(date +%s.%N)
offline agelens > "$out/window.log" 2>&1 &
pids+=($!)
window=$(DISPLAY=$screen timeout 60 xdotool search --sync --onlyvisible --name '^AgeLens$' |
  tail -n 1)
[ -n "$window" ] || fail "no window: $(cat "$out/window.log")"
echo "window after $(echo "$(date +%s.%N) - $began" | bc | cut -c1-4) s"
export DISPLAY=$screen
xdotool windowsize --sync "$window" 1100 760
xdotool windowmove "$window" 170 100
sleep 3
# A welcome or a notice is closed as a user would.
xdotool key --window "$window" Escape
sleep 1
import -window root "$out/empty.png"

step "a photo is dropped on it"
"$python" "$here/drag_source.py" /home/tester/photo.jpg 4 4 > "$out/drag.log" 2>&1 &
pids+=($!)
for _ in $(seq 100); do grep -q shown "$out/drag.log" && break; sleep 0.1; done
sleep 1
xdotool mousemove 60 30 mousedown 1
for at in "70 40" "200 150" "400 300" "600 420" "640 450" "650 455" "655 460"; do
  # shellcheck disable=SC2086 # two numbers
  xdotool mousemove $at
  sleep 0.3
done
xdotool mouseup 1
for _ in $(seq 150); do grep -qE 'taken|refused' "$out/drag.log" && break; sleep 0.1; done
grep -q taken "$out/drag.log" || fail "the drop was not taken: $(cat "$out/drag.log")"
sleep 5
import -window root "$out/dropped.png"
# Choose the face, as a user would with the arrow key: its label takes a colour of its own.
xdotool windowfocus --sync "$window" key --clearmodifiers Down
sleep 1
import -window root "$out/chosen.png"
kill "${pids[-1]}" 2> /dev/null || true
# That colour is neither in the photo nor, at these places, in the empty window.
"$python" - "$out/empty.png" "$out/chosen.png" << 'LOOK' || fail "no face was marked, see $out"
import sys

import numpy as np
from PIL import Image

empty, dropped = (np.asarray(Image.open(name).convert("RGB")).astype(int) for name in sys.argv[1:])
changed = float((np.abs(empty - dropped).max(axis=2) > 30).mean())
accent = (35, 88, 207)
mark = (np.abs(dropped - accent).max(axis=2) < 24) & (np.abs(empty - accent).max(axis=2) >= 24)
rows, columns = np.nonzero(mark)
print(f"{changed:.0%} of the screen changed; {mark.sum()} new pixels in the colour of a chosen face")
sys.exit(not (changed > 0.1 and mark.sum() > 200))
LOOK
# The window may be gone before the key is let go.
xdotool key --window "$window" ctrl+q 2> /dev/null || true
sleep 3

if [ -n "$training" ]; then
  step "with $(basename "$training")"
  cp "$training" "$root/opt/addon.deb"
  inside apt-get install -y -qq --no-install-recommends /opt/addon.deb >> "$out/apt.log" 2>&1
  offline agelens selftest | tee "$out/selftest-training.txt"
  ! grep -q "left out" "$out/selftest-training.txt" || fail "nothing was trained"
fi

step "remove it"
added=$(inside dpkg-query -W -f '${Package}\n' | sort | comm -13 <(echo "$before_packages") -)
own=$(files | grep -c agelens || true)
# shellcheck disable=SC2086 # one word a package
inside apt-get purge -y -qq $(echo "$added" | grep agelens) >> "$out/apt.log" 2>&1
left=$(files | grep -i agelens || true)
[ -z "$left" ] || fail "left behind: $left"
inside dpkg-query -W -f '${Package} ${Status}\n' | grep agelens && fail "dpkg still knows it"
inside apt-get autoremove -y -qq --purge >> "$out/apt.log" 2>&1
! inside sh -c 'grep -rIl agelens /usr/share/applications /usr/share/mime /usr/share/icons 2>/dev/null' ||
  fail "some list of the system still names it"
echo "$own files named agelens and their folders are gone; $(echo "$added" | wc -l) packages had come with it"
echo "PASSED; the screenshots are in $out"
