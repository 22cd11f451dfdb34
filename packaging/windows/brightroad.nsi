; The Windows installer: makensis -DVERSION=0.1.0 packaging\windows\brightroad.nsi (run.py build dir first)
; For one user, without an administrator; PAYLOAD names another folder than dist\brightroad.
Unicode true
!include "MUI2.nsh"
!include "FileFunc.nsh"

!ifndef VERSION
  !error "say which version: -DVERSION=0.1.0"
!endif
!ifndef PAYLOAD
  !define PAYLOAD "..\..\dist\brightroad"
!endif
!ifndef OUTPUT
  !define OUTPUT "..\..\dist\brightroad-${VERSION}-setup.exe"
!endif
!define NAME "Brightroad"
!define TYPE "Brightroad.Plan"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Brightroad"

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Brightroad"
InstallDirRegKey HKCU "Software\Brightroad" "Folder"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Brightroad contributors, MIT licence"

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!define MUI_FINISHPAGE_RUN "$INSTDIR\brightroad.exe"
!insertmacro MUI_PAGE_LICENSE "..\..\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString PLAN ${LANG_ENGLISH} "Brightroad plan"
LangString PLAN ${LANG_SIMPCHINESE} "明路规划"
LangString RUNNING ${LANG_ENGLISH} "Brightroad is running. Close its window, then go on."
LangString RUNNING ${LANG_SIMPCHINESE} "明路正在运行。请先关闭它的窗口，再继续。"

; A program that runs holds its own file open.
!macro CLOSED PREFIX
Function ${PREFIX}AskToClose
  again:
    IfFileExists "$INSTDIR\brightroad.exe" 0 free
    ClearErrors
    FileOpen $0 "$INSTDIR\brightroad.exe" a
    IfErrors 0 shut
    MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
    Abort
  shut:
    FileClose $0
  free:
FunctionEnd
!macroend
!insertmacro CLOSED ""
!insertmacro CLOSED "un."

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Section
  Call AskToClose
  RMDir /r "$INSTDIR\_internal" ; what an older version left
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "Software\Brightroad" "Folder" "$INSTDIR"
  CreateShortCut "$SMPROGRAMS\Brightroad.lnk" "$INSTDIR\brightroad.exe"

  WriteRegStr HKCU "Software\Classes\.brightroad" "" "${TYPE}"
  WriteRegStr HKCU "Software\Classes\.brightroad" "Content Type" "application/x-brightroad"
  WriteRegStr HKCU "Software\Classes\.brightroad\OpenWithProgids" "${TYPE}" ""
  WriteRegStr HKCU "Software\Classes\${TYPE}" "" "$(PLAN)"
  WriteRegStr HKCU "Software\Classes\${TYPE}\DefaultIcon" "" "$INSTDIR\_internal\brightroad-plan.ico"
  WriteRegStr HKCU "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\brightroad.exe" "%1"'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Brightroad contributors"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\brightroad.exe"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

; Plans, backups and preferences are the user's and stay.
Section "Uninstall"
  Call un.AskToClose
  Delete "$SMPROGRAMS\Brightroad.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\brightroad.exe"
  Delete "$INSTDIR\brightroad-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ReadRegStr $0 HKCU "Software\Classes\.brightroad" ""
  StrCmp $0 "${TYPE}" 0 +2
  DeleteRegValue HKCU "Software\Classes\.brightroad" ""
  DeleteRegValue HKCU "Software\Classes\.brightroad\OpenWithProgids" "${TYPE}"
  DeleteRegKey HKCU "Software\Classes\${TYPE}"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Brightroad"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
