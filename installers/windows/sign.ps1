# Sign programs with the certificate of the environment (base64 of a .pfx): sign.ps1 FILE...
# CERTIFICATE, PASSWORD; a time stamp keeps the signature valid after the certificate has run out.
param([Parameter(Mandatory, ValueFromRemainingArguments)][string[]]$Files)
$ErrorActionPreference = "Stop"
$pfx = Join-Path $env:RUNNER_TEMP "certificate.pfx"
try {
    [IO.File]::WriteAllBytes($pfx, [Convert]::FromBase64String($env:CERTIFICATE))
    $tool = Get-ChildItem "${env:ProgramFiles(x86)}\Windows Kits\10\bin\*\x64\signtool.exe" |
        Sort-Object FullName | Select-Object -Last 1
    foreach ($file in $Files) {
        & $tool.FullName sign /f $pfx /p $env:PASSWORD /fd SHA256 /td SHA256 `
            /tr "http://timestamp.digicert.com" $file
        if ($LASTEXITCODE) { throw "Not signed. Received: $file" }
    }
} finally {
    Remove-Item -Force -ErrorAction SilentlyContinue $pfx
}
