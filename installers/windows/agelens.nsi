; AgeLens for Windows: for one user, without an administrator. Built on Windows or Linux by
;   makensis -DVERSION=... -DPAYLOAD=FOLDER -DLICENCE=FILE -DICON=FILE -DOUTPUT=FILE agelens.nsi
; Silent: AgeLens-...-setup.exe /S [/D=C:\Folder]; silent removal: uninstall.exe /S
Target amd64-unicode
ManifestDPIAware true
; The files inside are compressed together, which takes a fifth off.
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"

!define NAME "AgeLens"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\AgeLens"
!define PROGRAM "AgeLens.exe"
!define PROG_ID "AgeLens.Photo"

Name "${NAME} ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\AgeLens"
InstallDirRegKey HKCU "Software\AgeLens" "InstallDir"
ShowInstDetails nevershow
ShowUninstDetails nevershow
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME} setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Russian"
; NSIS speaks no Kazakh; the program does.

LangString PROGRAM_TITLE ${LANG_ENGLISH} "AgeLens"
LangString PROGRAM_TITLE ${LANG_RUSSIAN} "AgeLens"
LangString OPEN_TITLE ${LANG_ENGLISH} "“Open with AgeLens” for photos and folders"
LangString OPEN_TITLE ${LANG_RUSSIAN} "«Открыть с помощью AgeLens» для фотографий и папок"
LangString DESK_TITLE ${LANG_ENGLISH} "Icon on the desktop"
LangString DESK_TITLE ${LANG_RUSSIAN} "Значок на рабочем столе"
LangString TRAINING_TITLE ${LANG_ENGLISH} "Training (the add-on beside this setup file)"
LangString TRAINING_TITLE ${LANG_RUSSIAN} "Обучение (дополнение рядом с этим файлом)"
LangString RUNNING ${LANG_ENGLISH} "AgeLens is running. Close it, then try again."
LangString RUNNING ${LANG_RUSSIAN} "AgeLens запущен. Закройте его и повторите."

!macro EndIfRunning WHERE
  ; A program that runs cannot be replaced: its file cannot be opened for writing.
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    again_${WHERE}:
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again_${WHERE}
      SetErrorLevel 5
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!macro OpenWith ENDING
  WriteRegStr HKCU "Software\Classes\${ENDING}\OpenWithProgids" "${PROG_ID}" ""
  WriteRegStr HKCU "Software\Classes\Applications\${PROGRAM}\SupportedTypes" "${ENDING}" ""
!macroend

!macro NoOpenWith ENDING
  DeleteRegValue HKCU "Software\Classes\${ENDING}\OpenWithProgids" "${PROG_ID}"
!macroend

!macro ForPhotos ACTION
  !insertmacro ${ACTION} ".jpg"
  !insertmacro ${ACTION} ".jpeg"
  !insertmacro ${ACTION} ".png"
  !insertmacro ${ACTION} ".webp"
  !insertmacro ${ACTION} ".tif"
  !insertmacro ${ACTION} ".tiff"
  !insertmacro ${ACTION} ".bmp"
  !insertmacro ${ACTION} ".heic"
  !insertmacro ${ACTION} ".heif"
  !insertmacro ${ACTION} ".avif"
!macroend

Section "$(PROGRAM_TITLE)" SECTION_PROGRAM
  SectionIn RO
  !insertmacro EndIfRunning install
  ; Nothing of a former version may stay: a stale module would be imported.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateDirectory "$SMPROGRAMS\AgeLens"
  CreateShortcut "$SMPROGRAMS\AgeLens\AgeLens.lnk" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "Software\AgeLens" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "$(OPEN_TITLE)" SECTION_OPEN
  WriteRegStr HKCU "Software\Classes\${PROG_ID}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "Software\Classes\${PROG_ID}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "Software\Classes\Applications\${PROGRAM}" "FriendlyAppName" "${NAME}"
  WriteRegStr HKCU "Software\Classes\Applications\${PROGRAM}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  !insertmacro ForPhotos OpenWith
  WriteRegStr HKCU "Software\Classes\Directory\shell\AgeLens" "" "AgeLens"
  WriteRegStr HKCU "Software\Classes\Directory\shell\AgeLens" "Icon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "Software\Classes\Directory\shell\AgeLens\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  ${RefreshShellIcons}
SectionEnd

Section /o "$(DESK_TITLE)" SECTION_DESK
  CreateShortcut "$DESKTOP\AgeLens.lnk" "$INSTDIR\${PROGRAM}"
SectionEnd

Section /o "$(TRAINING_TITLE)" SECTION_TRAINING
  FindFirst $0 $1 "$EXEDIR\AgeLens-training-${VERSION}-windows-*.tar.xz"
  ${If} $1 != ""
    nsExec::ExecToLog '"$INSTDIR\agelens-cli.exe" add-training "$EXEDIR\$1"'
    Pop $2
  ${EndIf}
  FindClose $0
SectionEnd

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
  ; Offered, and chosen, where the add-on lies beside the setup file; else it is out of reach.
  FindFirst $0 $1 "$EXEDIR\AgeLens-training-${VERSION}-windows-*.tar.xz"
  ${If} $1 == ""
    SectionSetFlags ${SECTION_TRAINING} ${SF_RO}
  ${Else}
    SectionSetFlags ${SECTION_TRAINING} ${SF_SELECTED}
  ${EndIf}
  FindClose $0
FunctionEnd

Function un.onInit
  !insertmacro EndIfRunning removal
FunctionEnd

Section "Uninstall"
  ; By name, not the whole folder: the user may have chosen one with other things in it.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\agelens-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ; The add-on is a part of the program; models, settings and projects are the user's and stay.
  RMDir /r "$LOCALAPPDATA\AgeLens\addons"
  RMDir "$LOCALAPPDATA\AgeLens"
  Delete "$DESKTOP\AgeLens.lnk"
  Delete "$SMPROGRAMS\AgeLens\AgeLens.lnk"
  RMDir "$SMPROGRAMS\AgeLens"
  !insertmacro ForPhotos NoOpenWith
  DeleteRegKey HKCU "Software\Classes\${PROG_ID}"
  DeleteRegKey HKCU "Software\Classes\Applications\${PROGRAM}"
  DeleteRegKey HKCU "Software\Classes\Directory\shell\AgeLens"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\AgeLens"
  ${RefreshShellIcons}
SectionEnd
