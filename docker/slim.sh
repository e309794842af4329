#!/bin/sh
# slim.sh FOLDER...: takes out of built code and installed packages what no running program reads:
# types, sources before their compilation, source maps, texts, tests. Licences stay.
set -eu

find "$@" -type f \( \
  -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.tsx' -o -name '*.flow' \
  -o -name '*.map' -o -name '*.tsbuildinfo' -o -name '*.markdown' \
  -o -name '*.md' ! -iname 'licen[cs]e*' ! -iname 'notice*' ! -iname 'copying*' \) -delete

# Only at the top of a package: deeper, a folder of such a name may be a part of the program.
find "$@" -path '*/node_modules/*' -type d \
  \( -name test -o -name tests -o -name __tests__ -o -name docs -o -name doc -o -name example \
  -o -name examples -o -name benchmark -o -name benchmarks -o -name coverage -o -name .github \) \
  -prune -exec sh -c 'for found do [ ! -f "${found%/*}/package.json" ] || rm -r "$found"; done' sh {} +

# Notes of the package manager, with times in them, and commands that nobody calls.
find "$@" -type d \( -name .bin -o -name '@types+*' \) -prune -exec rm -r {} +
find "$@" -maxdepth 1 -type f -name '.*' -delete
find "$@" -xtype l -delete
find "$@" -type d -empty -delete
chmod -R a+rX,go-w "$@"
