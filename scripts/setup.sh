#!/bin/sh
# Prepares this checkout and says first what it installs: system packages where missing, .venv, the package.
#
#     scripts/setup.sh run     for the demo, practice and the benchmarks
#     scripts/setup.sh test    the same, and what the tests and checks need
#
# A second run installs nothing. Root is needed for missing system packages only.
set -eu
cd "$(dirname "$0")/.."

purpose=${1:-run}
case $purpose in
    run) extra="" ;;
    test) extra="[dev]" ;;
    *) echo "usage: scripts/setup.sh run|test" >&2; exit 2 ;;
esac

venv=.venv
needed_mb=1500

fail() {
    echo "set-up: $*" >&2
    exit 1
}

# --- what is there ---------------------------------------------------------------------------

has_command() { command -v "$1" >/dev/null 2>&1; }

has_library() {
    { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null; } | grep -q "$1"
}

has_alsa_pulse() {
    for folder in /usr/lib/*/alsa-lib /usr/lib/alsa-lib /usr/lib64/alsa-lib; do
        [ -e "$folder/libasound_module_pcm_pulse.so" ] && return 0
    done
    return 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

makes_environments() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

pythons() {
    for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
        command -v "$name" 2>/dev/null || true
    done
    [ -x /usr/bin/python3 ] && echo /usr/bin/python3
    for path in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python3; do
        [ -x "$path" ] && echo "$path"
    done
    return 0
}

# The first Python that is new enough and makes environments; else the first that is new enough.
find_python() {
    second_best=""
    for path in $(pythons); do
        is_new_enough "$path" || continue
        if makes_environments "$path"; then
            echo "$path"
            return
        fi
        [ -n "$second_best" ] || second_best=$path
    done
    echo "$second_best"
}

has_environment() { [ -x $venv/bin/python ] && is_new_enough $venv/bin/python; }

debian_python_packages() {
    python=$(find_python)
    if [ -z "$python" ]; then
        echo "python3 python3-venv"
    elif ! makes_environments "$python"; then
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    fi
}

missing_on_debian() {
    has_library libportaudio.so.2 || echo libportaudio2
    has_library libespeak-ng.so.1 || echo espeak-ng
    has_command flite || echo flite
    has_environment || debian_python_packages
    [ "$purpose" = test ] || return 0
    has_command pulseaudio || echo pulseaudio
    has_command pactl || echo pulseaudio-utils
    has_alsa_pulse || echo libasound2-plugins
    has_command chromium || echo chromium fonts-dejavu-core
}

# --- system packages -------------------------------------------------------------------------

# The answer to a question of apt's would come from nobody: it is told to ask none.
apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" >>"$log" 2>&1
}

install_on_debian() {
    # shellcheck disable=SC2046 # one word a package is what is wanted
    set -- $(missing_on_debian)
    [ $# -gt 0 ] || return 0
    echo "Installing system packages: $*"
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        has_command sudo || fail "these need an administrator; please run: apt-get install $*"
        as_root=sudo
        [ -t 0 ] || as_root="sudo -n"
    fi
    apt install -y --no-install-recommends "$@" && return
    apt update || true
    apt install -y --no-install-recommends "$@" && return
    tail -n 5 "$log" >&2
    fail "apt-get could not install them; please run: ${as_root:+sudo }apt-get update && ${as_root:+sudo }apt-get install $*"
}

install_on_macos() {
    # PortAudio comes inside sounddevice's wheel there, and the system has voices of its own.
    has_command flite && return
    has_command brew || fail "flite is missing (the demo's candidate); install Homebrew, then run: brew install flite"
    echo "Installing with Homebrew: flite"
    brew install --quiet flite >>"$log" 2>&1 || fail "Homebrew could not install flite; please run: brew install flite"
}

warn_elsewhere() {
    has_library libportaudio.so.2 || echo "set-up: PortAudio is missing; install it with your package manager." >&2
    has_library libespeak-ng.so.1 || echo "set-up: espeak-ng is missing; install it with your package manager." >&2
    has_command flite || echo "set-up: flite (the demo's candidate) is missing; install it with your package manager." >&2
}

install_system_packages() {
    if [ "$(uname -s)" = Darwin ]; then
        install_on_macos
    elif has_command apt-get; then
        install_on_debian
    else
        warn_elsewhere
    fi
}

# --- the environment -------------------------------------------------------------------------

# What was installed, for which Python and where: anything else makes the environment stale.
fingerprint() {
    { cat pyproject.toml scripts/setup.sh; pwd; $venv/bin/python -V; } | cksum
}

is_ready() {
    has_environment && [ -x $venv/bin/voice-coach ] || return 1
    for stamp in "$venv/.ready-$purpose" $venv/.ready-test; do
        [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint)" ] && return 0
    done
    return 1
}

check_room() {
    free_mb=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024) }')
    [ "$free_mb" -ge $needed_mb ] || fail "only $free_mb MB are free here, and the environment needs $needed_mb MB."
}

# Scripts in an environment name it by its full path: one that was moved is made anew.
was_moved() {
    [ -f $venv/.place ] && [ "$(cat $venv/.place)" != "$(pwd)" ]
}

make_environment() {
    has_environment && ! was_moved && return
    python=$(find_python)
    [ -n "$python" ] || fail "no Python 3.11 or newer was found; install one (python.org, pyenv or your system's package)."
    makes_environments "$python" || fail "$python cannot make environments; install its venv package."
    echo "Making $venv with $("$python" -V) ($python)"
    "$python" -m venv --clear $venv >>"$log" 2>&1 || fail "$python -m venv $venv failed: $(tail -n 1 "$log")"
    pwd >$venv/.place
}

install_package() {
    echo "Installing the package and what it needs into $venv (about 700 MB; a minute or two the first time)"
    rm -f $venv/.ready-*
    if ! $venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input -e ".$extra" >>"$log" 2>&1; then
        grep -iE 'error|no space|could not' "$log" | head -n 5 >&2
        fail "pip could not install the package; is the network there? Try: $venv/bin/python -m pip install -e '.$extra'"
    fi
    fingerprint >"$venv/.ready-$purpose"
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM
install_system_packages
is_ready && exit 0
check_room
make_environment
install_package
