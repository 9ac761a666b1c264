<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AgeBars</name>
    <message numerus="yes">
        <source>{0} to {1} years: %Ln faces</source>
        <translation>
            <numerusform>{0} to {1} years: %Ln face</numerusform>
            <numerusform>{0} to {1} years: %Ln faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AgreementDialog</name>
    <message numerus="yes">
        <source>Two labels differ if only one says that it is a face, if the genders are not the same, or if the ages are more than %Ln years apart. What one of the two left open does not count.</source>
        <translation>
            <numerusform>Two labels differ if only one says that it is a face, if the genders are not the same, or if the ages are more than %Ln year apart. What one of the two left open does not count.</numerusform>
            <numerusform>Two labels differ if only one says that it is a face, if the genders are not the same, or if the ages are more than %Ln years apart. What one of the two left open does not count.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} (%Ln faces)</source>
        <translation>
            <numerusform>{0} (%Ln face)</numerusform>
            <numerusform>{0} (%Ln faces)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The labels of %Ln faces differ (press Enter to open one)</source>
        <translation>
            <numerusform>The labels of %Ln face differ (press Enter to open it)</numerusform>
            <numerusform>The labels of %Ln faces differ (press Enter to open one)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerPart</name>
    <message numerus="yes">
        <source>Ages run from 0 to %Ln years.</source>
        <translation>
            <numerusform>Ages run from 0 to %Ln year.</numerusform>
            <numerusform>Ages run from 0 to %Ln years.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClassRoundDialog</name>
    <message numerus="yes">
        <source>The score of %Ln faces is lost, unless you save the table.</source>
        <translation>
            <numerusform>The score of %Ln face is lost, unless you save the table.</numerusform>
            <numerusform>The score of %Ln faces is lost, unless you save the table.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrashOffer</name>
    <message numerus="yes">
        <source>%Ln photos</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportController</name>
    <message numerus="yes">
        <source>%Ln sidecars are new.</source>
        <translation>
            <numerusform>%Ln sidecar is new.</numerusform>
            <numerusform>%Ln sidecars are new.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sidecars are already there: they keep what other programs wrote in them.</source>
        <translation>
            <numerusform>%Ln sidecar is already there: it keeps what other programs wrote in it.</numerusform>
            <numerusform>%Ln sidecars are already there: they keep what other programs wrote in them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos could not be exported.</source>
        <translation>
            <numerusform>%Ln photo could not be exported.</numerusform>
            <numerusform>%Ln photos could not be exported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces that the model no longer finds were left out.</source>
        <translation>
            <numerusform>%Ln face that the model no longer finds was left out.</numerusform>
            <numerusform>%Ln faces that the model no longer finds were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln further pages of TIFF files have no sidecar: a sidecar describes the first page of its file.</source>
        <translation>
            <numerusform>%Ln further page of a TIFF file has no sidecar: a sidecar describes the first page of its file.</numerusform>
            <numerusform>%Ln further pages of TIFF files have no sidecar: a sidecar describes the first page of its file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos were changed after they were analysed; their rows say so. Check for changes, then export again.</source>
        <translation>
            <numerusform>%Ln photo was changed after it was analysed; its rows say so. Check for changes, then export again.</numerusform>
            <numerusform>%Ln photos were changed after they were analysed; their rows say so. Check for changes, then export again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln boxes saved as {0}</source>
        <translation>
            <numerusform>%Ln box saved as {0}</numerusform>
            <numerusform>%Ln boxes saved as {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows saved as {0}</source>
        <translation>
            <numerusform>%Ln row saved as {0}</numerusform>
            <numerusform>%Ln rows saved as {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message numerus="yes">
        <source>“{0}”: %Ln usable faces, {1} labelled female, {2} labelled male</source>
        <translation>
            <numerusform>“{0}”: %Ln usable face, {1} labelled female, {2} labelled male</numerusform>
            <numerusform>“{0}”: %Ln usable faces, {1} labelled female, {2} labelled male</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more</source>
        <translation>
            <numerusform>… and %Ln more</numerusform>
            <numerusform>… and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderStatusBar</name>
    <message numerus="yes">
        <source>%Ln shown</source>
        <translation>
            <numerusform>%Ln shown</numerusform>
            <numerusform>%Ln shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelDescription</name>
    <message numerus="yes">
        <source>on %Ln faces</source>
        <translation>
            <numerusform>on %Ln face</numerusform>
            <numerusform>on %Ln faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OwnFaces</name>
    <message numerus="yes">
        <source>%Ln own photos are on the wall: remove one first.</source>
        <translation>
            <numerusform>%Ln own photo is on the wall: remove it first.</numerusform>
            <numerusform>%Ln own photos are on the wall: remove one first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProjectController</name>
    <message numerus="yes">
        <source>Undone: a change to %Ln faces.</source>
        <translation>
            <numerusform>Undone: a change to %Ln face.</numerusform>
            <numerusform>Undone: a change to %Ln faces.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Redone: a change to %Ln faces.</source>
        <translation>
            <numerusform>Redone: a change to %Ln face.</numerusform>
            <numerusform>Redone: a change to %Ln faces.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message numerus="yes">
        <source>Which is better, on the same %Ln test faces?</source>
        <translation>
            <numerusform>Which is better, on the same %Ln test face?</numerusform>
            <numerusform>Which is better, on the same %Ln test faces?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“Manage models” shows what the training found, on %Ln test faces.</source>
        <translation>
            <numerusform>“Manage models” shows what the training found, on %Ln test face.</numerusform>
            <numerusform>“Manage models” shows what the training found, on %Ln test faces.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln training faces in place of {0}.</source>
        <translation>
            <numerusform>%Ln training face in place of {0}.</numerusform>
            <numerusform>%Ln training faces in place of {0}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResumeBanner</name>
    <message numerus="yes">
        <source>{0} of %Ln epochs are done.</source>
        <translation>
            <numerusform>{0} of %Ln epoch is done.</numerusform>
            <numerusform>{0} of %Ln epochs are done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are %Ln more.</source>
        <translation>
            <numerusform>There is %Ln more.</numerusform>
            <numerusform>There are %Ln more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionController</name>
    <message numerus="yes">
        <source>%Ln faces labelled.</source>
        <translation>
            <numerusform>%Ln face labelled.</numerusform>
            <numerusform>%Ln faces labelled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln had this answer already.</source>
        <translation>
            <numerusform>%Ln had this answer already.</numerusform>
            <numerusform>%Ln had this answer already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln have no answer to confirm.</source>
        <translation>
            <numerusform>%Ln has no answer to confirm.</numerusform>
            <numerusform>%Ln have no answer to confirm.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SubfolderBanner</name>
    <message numerus="yes">
        <source>%Ln photos here</source>
        <translation>
            <numerusform>%Ln photo here</numerusform>
            <numerusform>%Ln photos here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in subfolders: open them too?</source>
        <translation>
            <numerusform>%Ln in subfolders: open it too?</numerusform>
            <numerusform>%Ln in subfolders: open them too?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingPage</name>
    <message numerus="yes">
        <source>This deletes %Ln trained epochs, which cannot be undone.</source>
        <translation>
            <numerusform>This deletes %Ln trained epoch, which cannot be undone.</numerusform>
            <numerusform>This deletes %Ln trained epochs, which cannot be undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingSetupPage</name>
    <message numerus="yes">
        <source>Too few faces to train on: %Ln can be used; at least {0} are needed.</source>
        <translation>
            <numerusform>Too few faces to train on: %Ln can be used; at least {0} are needed.</numerusform>
            <numerusform>Too few faces to train on: %Ln can be used; at least {0} are needed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Starting from a model takes at least {0} labelled faces; there are %Ln.</source>
        <translation>
            <numerusform>Starting from a model takes at least {0} labelled faces; there is %Ln.</numerusform>
            <numerusform>Starting from a model takes at least {0} labelled faces; there are %Ln.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>folder</name>
    <message numerus="yes">
        <source>%Ln faces were labelled by both.</source>
        <translation>
            <numerusform>%Ln face was labelled by both.</numerusform>
            <numerusform>%Ln faces were labelled by both.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln photos are done</source>
        <translation>
            <numerusform>The photo is done</numerusform>
            <numerusform>All %Ln photos are done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: {1} of %Ln photos</source>
        <translation>
            <numerusform>{0}: {1} of %Ln photo</numerusform>
            <numerusform>{0}: {1} of %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln photos are done</source>
        <translation>
            <numerusform>The photo is not done yet</numerusform>
            <numerusform>{0} of %Ln photos are done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused: %Ln photos so far</source>
        <translation>
            <numerusform>Paused: %Ln photo so far</numerusform>
            <numerusform>Paused: %Ln photos so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels held: their photo was changed or replaced</source>
        <translation>
            <numerusform>%Ln label held: its photo was changed or replaced</numerusform>
            <numerusform>%Ln labels held: their photo was changed or replaced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pictures without a photo’s file name</source>
        <translation>
            <numerusform>%Ln picture without a photo’s file name</numerusform>
            <numerusform>%Ln pictures without a photo’s file name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln raw photos (not supported)</source>
        <translation>
            <numerusform>%Ln raw photo (not supported)</numerusform>
            <numerusform>%Ln raw photos (not supported)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln JPEG XL pictures (not supported)</source>
        <translation>
            <numerusform>%Ln JPEG XL picture (not supported)</numerusform>
            <numerusform>%Ln JPEG XL pictures (not supported)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pictures of unsupported types</source>
        <translation>
            <numerusform>%Ln picture of an unsupported type</numerusform>
            <numerusform>%Ln pictures of unsupported types</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos of types not selected</source>
        <translation>
            <numerusform>%Ln photo of a type not selected</numerusform>
            <numerusform>%Ln photos of types not selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos that are only in the cloud</source>
        <translation>
            <numerusform>%Ln photo that is only in the cloud</numerusform>
            <numerusform>%Ln photos that are only in the cloud</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hidden photos not included</source>
        <translation>
            <numerusform>%Ln hidden photo not included</numerusform>
            <numerusform>%Ln hidden photos not included</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln subfolders not included</source>
        <translation>
            <numerusform>%Ln subfolder not included</numerusform>
            <numerusform>%Ln subfolders not included</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln linked folders not followed</source>
        <translation>
            <numerusform>%Ln linked folder not followed</numerusform>
            <numerusform>%Ln linked folders not followed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hidden folders not included</source>
        <translation>
            <numerusform>%Ln hidden folder not included</numerusform>
            <numerusform>%Ln hidden folders not included</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln further pages of long TIFF files</source>
        <translation>
            <numerusform>%Ln further page of a long TIFF file</numerusform>
            <numerusform>%Ln further pages of long TIFF files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln thumbnail or trash folders skipped</source>
        <translation>
            <numerusform>%Ln thumbnail or trash folder skipped</numerusform>
            <numerusform>%Ln thumbnail or trash folders skipped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers of the cluster</source>
        <translation>
            <numerusform>%Ln worker of the cluster</numerusform>
            <numerusform>%Ln workers of the cluster</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The labels of %Ln faces moved along.</source>
        <translation>
            <numerusform>The labels of %Ln face moved along.</numerusform>
            <numerusform>The labels of %Ln faces moved along.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The labels of %Ln faces are held.</source>
        <translation>
            <numerusform>The labels of %Ln face are held.</numerusform>
            <numerusform>The labels of %Ln faces are held.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model no longer finds %Ln faces that have labels.</source>
        <translation>
            <numerusform>The model no longer finds %Ln face that has labels.</numerusform>
            <numerusform>The model no longer finds %Ln faces that have labels.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Scanning the folder: %Ln photos so far</source>
        <translation>
            <numerusform>Scanning the folder: %Ln photo so far</numerusform>
            <numerusform>Scanning the folder: %Ln photos so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos without a face</source>
        <translation>
            <numerusform>%Ln photo without a face</numerusform>
            <numerusform>%Ln photos without a face</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicates</source>
        <translation>
            <numerusform>%Ln duplicate</numerusform>
            <numerusform>%Ln duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln no longer there</source>
        <translation>
            <numerusform>%Ln no longer there</numerusform>
            <numerusform>%Ln no longer there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be read</source>
        <translation>
            <numerusform>%Ln could not be read</numerusform>
            <numerusform>%Ln could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moved</source>
        <translation>
            <numerusform>%Ln moved</numerusform>
            <numerusform>%Ln moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln changed</numerusform>
            <numerusform>%Ln changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gone</source>
        <translation>
            <numerusform>%Ln gone</numerusform>
            <numerusform>%Ln gone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moved along</source>
        <translation>
            <numerusform>%Ln moved along</numerusform>
            <numerusform>%Ln moved along</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln held</source>
        <translation>
            <numerusform>%Ln held</numerusform>
            <numerusform>%Ln held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln on faces no longer found</source>
        <translation>
            <numerusform>%Ln on a face no longer found</numerusform>
            <numerusform>%Ln on faces no longer found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The table has %Ln rows; it was written with {0}.</source>
        <translation>
            <numerusform>The table has %Ln row; it was written with {0}.</numerusform>
            <numerusform>The table has %Ln rows; it was written with {0}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It lists %Ln photos; it was written with {0}.</source>
        <translation>
            <numerusform>It lists %Ln photo; it was written with {0}.</numerusform>
            <numerusform>It lists %Ln photos; it was written with {0}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln photos done</source>
        <translation>
            <numerusform>{0} of %Ln photo done</numerusform>
            <numerusform>{0} of %Ln photos done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln faces reviewed</source>
        <translation>
            <numerusform>{0} of %Ln face reviewed</numerusform>
            <numerusform>{0} of %Ln faces reviewed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels</source>
        <translation>
            <numerusform>%Ln label</numerusform>
            <numerusform>%Ln labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln years wide</source>
        <translation>
            <numerusform>%Ln year wide</numerusform>
            <numerusform>%Ln years wide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: %Ln photos</source>
        <translation>
            <numerusform>{0}: %Ln photo</numerusform>
            <numerusform>{0}: %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln differences found</source>
        <translation>
            <numerusform>%Ln difference found</numerusform>
            <numerusform>%Ln differences found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln photos were checked again.</source>
        <translation>
            <numerusform>{0} of %Ln photo was checked again.</numerusform>
            <numerusform>{0} of %Ln photos were checked again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are not where the table says.</source>
        <translation>
            <numerusform>%Ln photo is not where the table says.</numerusform>
            <numerusform>%Ln photos are not where the table says.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces were added by people and cannot be repeated.</source>
        <translation>
            <numerusform>%Ln face was added by a person and cannot be repeated.</numerusform>
            <numerusform>%Ln faces were added by people and cannot be repeated.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>photos</name>
    <message numerus="yes">
        <source>{0} and %Ln more</source>
        <translation>
            <numerusform>{0} and %Ln more</numerusform>
            <numerusform>{0} and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>runs</name>
    <message numerus="yes">
        <source>Delete %Ln runs?</source>
        <translation>
            <numerusform>Delete %Ln run?</numerusform>
            <numerusform>Delete %Ln runs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Train %Ln more epochs</source>
        <translation>
            <numerusform>Train %Ln more epoch</numerusform>
            <numerusform>Train %Ln more epochs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs, {0}</source>
        <translation>
            <numerusform>%Ln run, {0}</numerusform>
            <numerusform>%Ln runs, {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>training</name>
    <message numerus="yes">
        <source>%Ln parameters</source>
        <translation>
            <numerusform>%Ln parameter</numerusform>
            <numerusform>%Ln parameters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln parameters: numbers that are learned.</source>
        <translation>
            <numerusform>%Ln parameter: a number that is learned.</numerusform>
            <numerusform>%Ln parameters: numbers that are learned.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at most %Ln epochs</source>
        <translation>
            <numerusform>at most %Ln epoch</numerusform>
            <numerusform>at most %Ln epochs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces a step</source>
        <translation>
            <numerusform>%Ln face a step</numerusform>
            <numerusform>%Ln faces a step</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Device: %Ln processor cores ({0}), or a graphics card where TensorFlow finds one. The training runs in a process of its own.</source>
        <translation>
            <numerusform>Device: %Ln processor core ({0}), or a graphics card where TensorFlow finds one. The training runs in a process of its own.</numerusform>
            <numerusform>Device: %Ln processor cores ({0}), or a graphics card where TensorFlow finds one. The training runs in a process of its own.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of 100 faces are blended with another of about the same age</source>
        <translation>
            <numerusform>%Ln of 100 faces is blended with another of about the same age</numerusform>
            <numerusform>%Ln of 100 faces are blended with another of about the same age</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the last %Ln epochs show the faces as they are</source>
        <translation>
            <numerusform>the last %Ln epoch shows the faces as they are</numerusform>
            <numerusform>the last %Ln epochs show the faces as they are</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>it ends after %Ln epochs without progress</source>
        <translation>
            <numerusform>it ends after %Ln epoch without progress</numerusform>
            <numerusform>it ends after %Ln epochs without progress</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces to train on, {0} to validate after each epoch, {1} kept for the test at the end; duplicates stay on one side.</source>
        <translation>
            <numerusform>%Ln face to train on, {0} to validate after each epoch, {1} kept for the test at the end; duplicates stay on one side.</numerusform>
            <numerusform>%Ln faces to train on, {0} to validate after each epoch, {1} kept for the test at the end; duplicates stay on one side.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>labelled {0}, guessed {1}: off by %Ln years</source>
        <translation>
            <numerusform>labelled {0}, guessed {1}: off by %Ln year</numerusform>
            <numerusform>labelled {0}, guessed {1}: off by %Ln years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apparent age: {0} years off on average, on %Ln test faces.</source>
        <translation>
            <numerusform>Apparent age: {0} years off on average, on %Ln test face.</numerusform>
            <numerusform>Apparent age: {0} years off on average, on %Ln test faces.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Perceived gender: as labelled in {0}{1}%, on %Ln test faces.</source>
        <translation>
            <numerusform>Perceived gender: as labelled in {0}{1}%, on %Ln test face.</numerusform>
            <numerusform>Perceived gender: as labelled in {0}{1}%, on %Ln test faces.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln epochs</source>
        <translation>
            <numerusform>{0} of %Ln epoch</numerusform>
            <numerusform>{0} of %Ln epochs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces a second</source>
        <translation>
            <numerusform>%Ln face a second</numerusform>
            <numerusform>%Ln faces a second</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wall</name>
    <message numerus="yes">
        <source>age %Ln</source>
        <translation>
            <numerusform>age %Ln</numerusform>
            <numerusform>age %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>webcam</name>
    <message numerus="yes">
        <source>%Ln frames/s</source>
        <translation>
            <numerusform>%Ln frame/s</numerusform>
            <numerusform>%Ln frames/s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln predictions/s</source>
        <translation>
            <numerusform>%Ln prediction/s</numerusform>
            <numerusform>%Ln predictions/s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message numerus="yes">
        <source>%Ln faces</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes left</source>
        <translation>
            <numerusform>about %Ln minute left</numerusform>
            <numerusform>about %Ln minutes left</numerusform>
        </translation>
    </message>
</context>
</TS>
