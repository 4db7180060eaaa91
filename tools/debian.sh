# Debian's packages without root: unpacked into a folder of ours, with package lists of
# our own, so that neither the system's nor its age matters. Sourced.

# debian_lists FOLDER: fresh package lists in FOLDER; sets `apt`, the options for them.
debian_lists() {
  mkdir -p "$1/state/lists/partial" "$1/cache/archives/partial"
  apt=(-o "Dir::State=$1/state" -o "Dir::State::status=/var/lib/dpkg/status" -o "Dir::Cache=$1/cache" -o "Debug::NoLocking=1" -o "APT::Sandbox::User=")
  apt-get "${apt[@]}" update
}

# debian_unpack FOLDER PACKAGE...: those and what they need that is not installed.
debian_unpack() {
  local folder=$1 names deb
  shift
  # What an install would bring, computed by apt and not done.
  names=$(apt-get "${apt[@]}" -s install --no-install-recommends "$@" | awk '/^Inst/ { print $2 }')
  [[ -n $names ]] || names="$*"
  mkdir -p "$folder/deb"
  # shellcheck disable=SC2086
  (cd "$folder/deb" && apt-get "${apt[@]}" download $names)
  for deb in "$folder"/deb/*.deb; do dpkg -x "$deb" "$folder"; done
  rm -rf "$folder/deb"
}
