# Finds what building and testing need, and installs what is missing. Sourced from the
# repository's root:
#
#   . tools/tools.sh
#   need wasm trunk
#
# For each tool: the one on PATH if its version will do; else the one in our cache; else
# it is installed into the cache, outside the repository, where the next run finds it.
# Installs print one line each; their full output lies in $COMOVE_CACHE/log. What cannot
# be installed ends in one sentence that names the missing thing and the command for it.

COMOVE_CACHE=${COMOVE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/comove}
export COMOVE_CACHE
mkdir -p "$COMOVE_CACHE/log"

trunk_version=0.21.14 # the last that Rust 1.95 compiles

say() { printf '%s\n' "$*"; }
stop() { printf 'comove: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
on_debian() { have apt-get && have dpkg; }
is_root() { [[ $(id -u) == 0 ]]; }

# locked FUNCTION: one install at a time, however many builds run on this machine.
locked() {
  if have flock; then
    local status=0
    exec 8>"$COMOVE_CACHE/lock"
    flock 8
    "$@" || status=$?
    exec 8>&-
    return "$status"
  fi
  "$@"
}

# logged LOG COMMAND...: quiet when it works, the end of its output when it does not.
logged() {
  local log=$COMOVE_CACHE/log/$1
  shift
  "$@" >"$log" 2>&1 </dev/null 8>&- && return
  tail -n 15 "$log" >&2
  say "(all of it: $log)" >&2
  return 1
}

# within SECONDS COMMAND...: a network that never answers must not hang the build.
within() {
  local seconds=$1
  shift
  if have timeout; then timeout "$seconds" "$@"; else "$@"; fi
}

need() {
  local part
  for part; do
    "need_$part"
  done
}

# --- compilers -------------------------------------------------------------------------

need_rust() {
  have cargo && have rustc || stop "Rust is missing: install 1.95 or newer, for example with rustup (https://rustup.rs)."
  if ! have cc; then
    on_debian && is_root && say "installing gcc" && locked logged gcc.log debian_install gcc libc6-dev
    have cc || stop "a C linker is missing: install gcc or clang (on Debian and Ubuntu: sudo apt-get install gcc libc6-dev)."
  fi
}

need_node() {
  local why="Node.js 20 or newer with npm is needed for the tests and for finishing the build"
  have node && have npm || stop "$why: install it (on Debian and Ubuntu: sudo apt-get install nodejs npm)."
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  ((major >= 20)) || stop "$why; this one is $(node --version)."
}

# The standard library for wasm32: there already, or from rustup, or built from the
# sources that Debian ships with its own compiler (tools/wasm-from-debian.sh).
wasm_std_is_there() {
  local dir
  dir=$("${RUSTC:-rustc}" --print target-libdir --target wasm32-unknown-unknown 2>/dev/null) &&
    compgen -G "$dir/libcore-*.rlib" >/dev/null
}

wasm_std_from_rustup() {
  have rustup || return 1
  say "adding the wasm32 target with rustup"
  within 300 rustup target add wasm32-unknown-unknown >"$COMOVE_CACHE/log/rustup.log" 2>&1 </dev/null &&
    wasm_std_is_there
}

wasm_rust_from_debian_is_there() {
  export COMOVE_RUST=$COMOVE_CACHE/rust-web
  [[ -e $COMOVE_RUST/complete ]]
}

need_wasm() {
  need_rust
  wasm_std_is_there && return
  if ! wasm_rust_from_debian_is_there; then
    wasm_std_from_rustup && return
    on_debian || stop "Rust's wasm32 target is missing: run 'rustup target add wasm32-unknown-unknown' while online."
    say "rustup cannot add the wasm32 target here: building it from Debian's sources (a few minutes, once)"
    locked bash tools/wasm-from-debian.sh || stop "Rust's wasm32 target is missing: run 'rustup target add wasm32-unknown-unknown' while online."
  fi
  # Only for wasm: what is native goes on being compiled by the user's own compiler.
  export RUSTC=$COMOVE_RUST/bin/rustc
}

# What the page is compiled with; what else is compiled for it shares the library then.
release_flags() {
  # Reports and figures name what made them.
  COMOVE_COMMIT=${COMOVE_COMMIT:-$(git rev-parse --short=12 HEAD 2>/dev/null || true)}
  [[ -z $COMOVE_COMMIT ]] || export COMOVE_COMMIT
  # A panic names a file of the crate it is in, not where that lay on the machine that built it.
  local flags='' crates
  for crates in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
    flags+=" --remap-path-prefix=$crates=crates"
  done
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$flags
}

# --- tools -----------------------------------------------------------------------------

# cargo_tool CRATE VERSION COMMAND OPTIMISATION FLAGS...
# Unoptimised where the tool does little work: compiling it is what takes long.
cargo_tool() {
  local crate=$1 version=$2 command=$3 level=$4 root=$COMOVE_CACHE/$1-$2
  shift 4
  if [[ ! -x $root/bin/$command ]]; then
    if have "$command" && [[ $("$command" --version 2>/dev/null) == *" $version" ]]; then return; fi
    need_rust
    cargo_install() {
      [[ -x $root/bin/$command ]] && return # another run was faster
      say "installing $crate $version (several minutes, once)"
      logged "$crate.log" env -u RUSTC CARGO_PROFILE_RELEASE_OPT_LEVEL="$level" \
        CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_DEBUG=0 \
        CARGO_TARGET_DIR="$COMOVE_CACHE/build/$crate" \
        cargo install "$crate" --version "$version" --locked --root "$root" "$@" &&
        rm -rf "$COMOVE_CACHE/build/$crate"
    }
    locked cargo_install "$@" || stop "$crate $version could not be installed: try 'cargo install $crate --version $version --locked' while online."
  fi
  PATH=$root/bin:$PATH
}

need_trunk() {
  cargo_tool trunk "$trunk_version" trunk 0 --no-default-features --features rustls
}

# The program that writes the JavaScript must be of the crate's version exactly.
need_wasm_bindgen() {
  local version
  version=$(awk '$0 == "name = \"wasm-bindgen\"" { getline; gsub(/"/, "", $3); print $3 }' Cargo.lock)
  cargo_tool wasm-bindgen-cli "$version" wasm-bindgen 1
}

# npm_folder FOLDER: installs what FOLDER/package-lock.json names; the path is in $npm_folder.
npm_folder() {
  need_node
  local name=${1//\//-}
  npm_folder=$COMOVE_CACHE/npm-$name-$(cksum <"$1/package-lock.json" | cut -d' ' -f1)
  [[ -e $npm_folder/complete ]] && return
  npm_install() {
    [[ -e $npm_folder/complete ]] && return
    say "installing the Node packages of $1"
    mkdir -p "$npm_folder" && cp "$1/package.json" "$1/package-lock.json" "$npm_folder/" &&
      logged "npm-$name.log" npm ci --ignore-scripts --no-audit --no-fund --prefix "$npm_folder" &&
      touch "$npm_folder/complete"
  }
  locked npm_install "$1" || stop "the Node packages of $1 could not be installed: try 'npm ci' in $1 while online."
}

# What tools/node/package.json names: wasm-opt on PATH, esbuild and zopfli for tools/bundle.mjs and single.mjs.
need_npm() {
  npm_folder tools/node
  PATH=$npm_folder/node_modules/.bin:$PATH
  export NODE_PATH=$npm_folder/node_modules
}

need_e2e() {
  npm_folder tests/e2e
  local link=tests/e2e/node_modules
  if [[ ! -e $link || -L $link ]]; then ln -sfn "$npm_folder/node_modules" "$link"; fi
}

# What the npm package is tried with.
need_package() {
  npm_folder tests/package
  export COMOVE_PACKAGE_TOOLS=$npm_folder/node_modules
}

# Every crate of the lock file, so that the build itself can be told to stay offline.
need_crates() {
  need_rust
  local stamp=target/stamps/crates
  [[ -e $stamp && ! Cargo.lock -nt $stamp && -e ${CARGO_HOME:-$HOME/.cargo}/registry ]] && return
  say "fetching the crates of Cargo.lock"
  logged crates.log cargo fetch --locked || stop "crates could not be fetched: run 'cargo fetch --locked' while online."
  mkdir -p target/stamps && touch "$stamp"
}

# --- engines ---------------------------------------------------------------------------

# engine PACKAGE VERSION VARIABLE: a Python that has it, in the variable. The tests that need
# one are skipped where it cannot be had.
engine() {
  local package=$1 version=$2 variable=$3 root=$COMOVE_CACHE/$1-$2
  if [[ ! -e $root/complete ]]; then
    if ! have python3; then
      say "Python is missing: the tests with $package are skipped"
      return
    fi
    engine_install() {
      [[ -e $root/complete ]] && return
      say "installing $package $version"
      python3 -m venv "$root" && "$root/bin/python" -m pip install --quiet "$package==$version" && touch "$root/complete"
    }
    locked logged "$package.log" engine_install || { say "$package could not be installed: the tests with it are skipped"; return; }
  fi
  export "$variable=$root/bin/python"
}

need_duckdb() {
  engine duckdb 2.0.0 COMOVE_DUCKDB
}

need_spark() {
  have java || { say "Java is missing: the tests with Spark are skipped"; return; }
  engine pyspark 4.3.0 COMOVE_SPARK
}

need_clickhouse() {
  engine chdb 4.4.0 COMOVE_CLICKHOUSE
}

# Static generators, whose posts hold a figure in tests; Jekyll brings all of Ruby, so it is only taken where it is.
need_generators() {
  have hugo || { on_debian && is_root && say "installing Hugo" && locked logged hugo.log debian_install hugo || true; }
  HUGO=$(command -v hugo) && export HUGO || say "Hugo is missing: the test with it is skipped"
  JEKYLL=$(command -v jekyll) && export JEKYLL || true
}

# --- browsers --------------------------------------------------------------------------

# debian_install PACKAGE...: for root only.
debian_install() {
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "$@"
}

chromium_path() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "$COMOVE_CACHE/chromium/run"; do
    if [[ -n $name ]] && have "$name"; then
      command -v "$name"
      return
    fi
  done
  return 1
}

# Debian's Chromium; the fonts are for text that a screenshot can show, Japanese too.
need_chromium() {
  local packages=(chromium fonts-dejavu-core fonts-ipafont-gothic)
  if ! chromium_path >/dev/null; then
    if on_debian && is_root; then
      say "installing Chromium"
      locked logged chromium.log debian_install "${packages[@]}" || true
    elif on_debian; then
      say "unpacking Chromium into the cache"
      locked logged chromium.log bash tools/chromium-from-debian.sh "${packages[@]}" || true
    fi
  fi
  CHROMIUM=$(chromium_path) || stop "Chromium is missing: install it (on Debian: sudo apt-get install ${packages[*]}), or set CHROMIUM to its program."
  export CHROMIUM
}

# A second browser, where there is one or it can be had; the tests in it are skipped elsewhere.
need_firefox() {
  local name
  for name in "${FIREFOX:-}" firefox-esr firefox; do
    if [[ -n $name ]] && have "$name"; then
      FIREFOX=$(command -v "$name")
      export FIREFOX
      return
    fi
  done
  if on_debian && is_root; then
    say "installing Firefox"
    locked logged firefox.log debian_install firefox-esr && FIREFOX=$(command -v firefox-esr) && export FIREFOX && return
  fi
  say "Firefox is missing: the tests in it are skipped"
}

# A third engine: WebKitGTK's MiniBrowser with its driver, on a screen of its own (Xvfb); the tests in it are
# skipped where it cannot be had.
webkit_path() {
  local found
  for found in "${WEBKIT:-}" /usr/lib/*/webkit2gtk-4.1/MiniBrowser /usr/lib/*/webkit2gtk-4.0/MiniBrowser /usr/libexec/webkit2gtk-4.1/MiniBrowser; do
    if [[ -x $found ]] && have WebKitWebDriver && { [[ -n ${DISPLAY:-} ]] || have Xvfb; }; then
      WEBKIT=$found WEBKIT_DRIVER=$(command -v WebKitWebDriver)
      export WEBKIT WEBKIT_DRIVER
      return
    fi
  done
  return 1
}

need_webkit() {
  webkit_path && return
  if on_debian && is_root; then
    say "installing WebKitGTK and its driver"
    locked logged webkit.log debian_install webkit2gtk-driver libwebkit2gtk-4.1-0 xvfb || true
    webkit_path && return
  fi
  say "WebKitGTK is missing: the tests in it are skipped"
}
