#!/usr/bin/env bash
# Chromium without root: Debian's packages unpacked into $COMOVE_CACHE/chromium, with
# every library that the system does not have. `run` starts it.
set -euo pipefail
. tools/tools.sh
. tools/debian.sh

root=$COMOVE_CACHE/chromium
[[ -x $root/run ]] && exit
rm -rf "$root"
debian_lists "$COMOVE_CACHE/apt"
debian_unpack "$root" "$@"
libraries=$(find "$root" -name '*.so*' ! -path "$root/usr/lib/chromium/*" -printf '%h\n' | sort -u | paste -sd:)
fonts=/etc/fonts
[[ -e $fonts/fonts.conf ]] || fonts=$root/etc/fonts
cat >"$root/start" <<EOF
#!/bin/sh
LD_LIBRARY_PATH='$libraries' FONTCONFIG_PATH='$fonts' XDG_DATA_DIRS='$root/usr/share:/usr/share' exec '$root/usr/lib/chromium/chromium' "\$@"
EOF
chmod +x "$root/start"
"$root/start" --version
mv "$root/start" "$root/run"
