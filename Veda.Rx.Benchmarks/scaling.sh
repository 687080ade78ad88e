#!/usr/bin/env bash
# Publishes the benchmarks as a folder for linux-x64 that needs nothing installed, and measures there how streams scale:
#   scaling.sh [arguments of the command scaling]
# Copied to a machine with more cores, the folder artifacts/scaling does it there: ./Veda.Rx.Benchmarks scaling
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
folder=$here/../artifacts/scaling
most=64   # MiB

rm -rf "$folder"
# One compressed file: the runtime and the libraries of all the contenders would be twice as much.
dotnet publish "$here" -c Release -r linux-x64 --self-contained -o "$folder" -p:PublishSingleFile=true \
    -p:EnableCompressionInSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true -p:DebugType=none -p:PublishDocumentationFiles=false
size=$(du -sm "$folder" | cut -f 1)
printf '%s: %d MiB, under %d: ' "$folder" "$size" "$most"
if [ "$size" -lt "$most" ]; then echo met; else echo NOT MET; exit 1; fi

"$folder/Veda.Rx.Benchmarks" scaling --plot "$folder/scaling.png" "$@"
