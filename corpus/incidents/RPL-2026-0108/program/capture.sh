#!/bin/sh
# Builds the program twice from the same source, with the GODEBUG defaults of go 1.21 and with those of this module, and
# once with Go 1.27, and stores what they say in ../evidence. Run it in corpus/incidents/RPL-2026-0108.
set -eu
here=$(pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export CGO_ENABLED=0
mkdir -p evidence
cp -r .. "$room/module"
cd "$room/module/RPL-2026-0108"

go build -trimpath -o "$room/r41" ./program
(cd .. && go mod edit -godebug default=go1.21)
go build -trimpath -o "$room/r40" ./program
(cd .. && go mod edit -dropgodebug default)
GOTOOLCHAIN=go1.27.3 go build -trimpath -o "$room/r42" ./program

for build in r40 r41; do
	echo "== lab-acquirer-$build"
	go version -m "$room/$build" | grep -E 'DefaultGODEBUG|^.*: go1' | sed "s|$room/||"
done >"$here/evidence/builds.txt"

for build in r40 r41; do
	LAB_REAL_BUILD=lab-acquirer-$build "$room/$build" -out "$room/$build.d" >/dev/null
	cp "$room/$build.d/app.log.jsonl" "$here/evidence/$build.log.jsonl"
done
LAB_REAL_BUILD=lab-acquirer-r43 "$room/r41" -fixed -out "$room/r43.d" >/dev/null
cp "$room/r43.d/fixed-app.log.jsonl" "$here/evidence/fixed-r43.log.jsonl"

# Go 1.27 has removed the setting: a process that still asks for it in its environment does not start.
GODEBUG=tlsrsakex=1 "$room/r42" >"$here/evidence/go127-start.txt" 2>&1 || echo "exit status $?" >>"$here/evidence/go127-start.txt"
