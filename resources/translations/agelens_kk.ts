<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="kk" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About AgeLens</source>
        <translation>AgeLens туралы</translation>
    </message>
    <message>
        <source>AgeLens</source>
        <translation>AgeLens</translation>
    </message>
    <message>
        <source>Photos and video never leave this computer.</source>
        <translation>Фото мен бейне бұл компьютерден ешқашан шықпайды.</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>{0} нұсқасы</translation>
    </message>
    <message>
        <source>What the estimates are</source>
        <translation>Бағалар нені білдіреді</translation>
    </message>
    <message>
        <source>Apparent age: how old a face looks in this picture, not how old the person is. Perceived gender: how a face is likely to be read from its appearance, not anyone’s identity. Both can be wrong, more often for children, old people, poor light and groups that are rare in the training data. Scores show how sure the model is, not how often it is right.</source>
        <translation>Көрінетін жас: бет бұл суретте неше жаста болып көрінеді, адамның нақты жасы емес. Қабылданатын жыныс: бет сырт келбетіне қарай қалай қабылдануы ықтимал, ешкімнің болмысы емес. Екеуі де қате болуы мүмкін, әсіресе балаларда, егде адамдарда, жарық нашар болғанда және оқыту деректерінде сирек кездесетін топтарда. Сенімділік модельдің қаншалықты сенімді екенін айтады, қаншалықты дұрыс екенін емес.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>No model is in use.</source>
        <translation>Модель таңдалмаған.</translation>
    </message>
    <message>
        <source>{0} ({1}).</source>
        <translation>{0} ({1}).</translation>
    </message>
    <message>
        <source>Model in use</source>
        <translation>Қолданыстағы модель</translation>
    </message>
    <message>
        <source>Program: Apache License 2.0.</source>
        <translation>Бағдарлама: Apache License 2.0.</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Лицензиялар</translation>
    </message>
    <message>
        <source>On test faces from its own data set, its ages were {0} years off on average, and {1} % of its genders were as labelled. Expect worse results on other photos.</source>
        <translation>Өз деректер жиынының сынақ беттерінде ол орта есеппен {0} жасқа қателесті және жынысты {1} % жағдайда белгідегідей анықтады; басқа фотоларда бұдан азын күтіңіз.</translation>
    </message>
    <message>
        <source>Log file</source>
        <translation>Журнал файлы</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Буманы ашу</translation>
    </message>
    <message>
        <source>Open the folder of the log file</source>
        <translation>Журнал файлы бар буманы ашу</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Жолын көшіру</translation>
    </message>
    <message>
        <source>Copy the path of the log file</source>
        <translation>Журнал файлының жолын көшіру</translation>
    </message>
</context>
<context>
    <name>AddonPage</name>
    <message>
        <source>Training needs an add-on</source>
        <translation>Оқыту үшін қосымша бөлік керек</translation>
    </message>
    <message>
        <source>Choose the add-on file…</source>
        <translation>Қосымша бөлік файлын таңдау…</translation>
    </message>
    <message>
        <source>Photos, folders and the webcam work without it. Only training needs TensorFlow, which is larger than everything else, so it comes as a separate file.</source>
        <translation>Фото, бумалар және веб-камера үшін басқа ештеңе керек емес. Тек оқытуға ғана керек: TensorFlow қалғанының бәрінен үлкен, сондықтан бөлек файл болып келеді.</translation>
    </message>
    <message>
        <source>The file is called {0}. You can find it where you got AgeLens.</source>
        <translation>Файл {0} деп аталады. Ол AgeLens алынған жерде жатыр.</translation>
    </message>
    <message>
        <source>Copy it to this computer, for example with a USB stick, and choose it, or drop it on this page. No network is used. Once installed, it takes {0} MB of disk space.</source>
        <translation>Оны осы компьютерге, мысалы USB жинағышпен көшіріп, таңдаңыз немесе осы бетке сүйреп апарыңыз. Желі қолданылмайды. Орнатылғаннан кейін дискіде {0} МБ орын алады.</translation>
    </message>
    <message>
        <source>Training add-on (AgeLens-training*.tar.xz)</source>
        <translation>Оқытуға арналған қосымша бөлік (AgeLens-training*.tar.xz)</translation>
    </message>
    <message>
        <source>Choose the add-on file</source>
        <translation>Қосымша бөлік файлын таңдау</translation>
    </message>
    <message>
        <source>Installing…</source>
        <translation>Орнатылуда…</translation>
    </message>
    <message>
        <source>The training add-on is installed.</source>
        <translation>Оқытуға арналған қосымша бөлік орнатылды.</translation>
    </message>
</context>
<context>
    <name>AgeAxis</name>
    <message>
        <source>Guesses and label on a line of ages</source>
        <translation>Жас шкаласындағы болжамдар мен белгі</translation>
    </message>
    <message>
        <source>Label: {0}</source>
        <translation>Белгі: {0}</translation>
    </message>
</context>
<context>
    <name>AgeBars</name>
    <message>
        <source>Faces by age</source>
        <translation>Беттер жасы бойынша</translation>
    </message>
    <message numerus="yes">
        <source>{0} to {1} years: %Ln faces</source>
        <translation>
            <numerusform>{0}–{1} жас: %Ln бет</numerusform>
            <numerusform>{0}–{1} жас: %Ln бет</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AgeEdit</name>
    <message>
        <source>Apparent age as you see it, in years</source>
        <translation>Сіз көрген көрінетін жас, жылмен</translation>
    </message>
</context>
<context>
    <name>AgreementController</name>
    <message>
        <source>Save the figures</source>
        <translation>Көрсеткіштерді сақтау</translation>
    </message>
    <message>
        <source>Table (*{0})</source>
        <translation>Кесте (*{0})</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>{0} деп сақталды</translation>
    </message>
</context>
<context>
    <name>AgreementDialog</name>
    <message>
        <source>Agreement</source>
        <translation>Келісушілік</translation>
    </message>
    <message>
        <source>First rater</source>
        <translation>Бірінші тексеруші</translation>
    </message>
    <message>
        <source>Second rater</source>
        <translation>Екінші тексеруші</translation>
    </message>
    <message>
        <source>Faces with different labels</source>
        <translation>Белгілері әртүрлі беттер</translation>
    </message>
    <message numerus="yes">
        <source>Two labels differ if only one says that it is a face, if the genders are not the same, or if the ages are more than %Ln years apart. What one of the two left open does not count.</source>
        <translation>
            <numerusform>Екі белгі мына жағдайда ерекшеленеді: біреуі ғана бет десе, жыныс әртүрлі болса не жастардың айырмасы %Ln жылдан асса. Екеуінің бірі ашық қалдырғаны есептелмейді.</numerusform>
            <numerusform>Екі белгі мына жағдайда ерекшеленеді: біреуі ғана бет десе, жыныс әртүрлі болса не жастардың айырмасы %Ln жылдан асса. Екеуінің бірі ашық қалдырғаны есептелмейді.</numerusform>
        </translation>
    </message>
    <message>
        <source>Review these faces</source>
        <translation>Осы беттерді тексеру</translation>
    </message>
    <message>
        <source>One after another; a face that is settled stays in the list, marked</source>
        <translation>Бірінен соң бірі; шешілген бет тізімде белгімен қалады</translation>
    </message>
    <message>
        <source>Copy figures</source>
        <translation>Көрсеткіштерді көшіру</translation>
    </message>
    <message>
        <source>Save figures…</source>
        <translation>Көрсеткіштерді сақтау…</translation>
    </message>
    <message numerus="yes">
        <source>{0} (%Ln faces)</source>
        <translation>
            <numerusform>{0} (%Ln бет)</numerusform>
            <numerusform>{0} (%Ln бет)</numerusform>
        </translation>
    </message>
    <message>
        <source>No face in this project has been reviewed yet.</source>
        <translation>Бұл жобаның беттерін әлі ешкім тексерген жоқ.</translation>
    </message>
    <message>
        <source>Choose two different raters.</source>
        <translation>Екі түрлі тексерушіні таңдаңыз.</translation>
    </message>
    <message>
        <source>Calculating…</source>
        <translation>Саналуда…</translation>
    </message>
    <message numerus="yes">
        <source>The labels of %Ln faces differ (press Enter to open one)</source>
        <translation>
            <numerusform>%Ln беттің белгілері әртүрлі (Enter ашады)</numerusform>
            <numerusform>%Ln беттің белгілері әртүрлі (Enter ашады)</numerusform>
        </translation>
    </message>
    <message>
        <source>Disagreement: {0}</source>
        <translation>Айырмашылығы: {0}</translation>
    </message>
    <message>
        <source>and</source>
        <translation>және</translation>
    </message>
    <message>
        <source>whether it is a face</source>
        <translation>бұл бет пе</translation>
    </message>
    <message>
        <source>perceived gender</source>
        <translation>қабылданатын жыныс</translation>
    </message>
    <message>
        <source>apparent age</source>
        <translation>көрінетін жас</translation>
    </message>
</context>
<context>
    <name>AnswerPart</name>
    <message>
        <source>Age</source>
        <translation>Жас</translation>
    </message>
    <message>
        <source>type digits</source>
        <translation>сандарды теріңіз</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>Сіздің жауабыңыз</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Тазалау</translation>
    </message>
    <message numerus="yes">
        <source>Ages run from 0 to %Ln years.</source>
        <translation>
            <numerusform>Жас 0-ден %Ln-ге дейін болады.</numerusform>
            <numerusform>Жас 0-ден %Ln-ге дейін болады.</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} is not a valid age</source>
        <translation>{0} — жарамсыз жас</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>The settings could not be read, so AgeLens is using the default ones.</source>
        <translation>Баптауларды оқу мүмкін болмады; AgeLens әдеттегі баптаулардан бастайды.</translation>
    </message>
</context>
<context>
    <name>ArchitecturePicture</name>
    <message>
        <source>Picture of the layers</source>
        <translation>Қабаттардың суреті</translation>
    </message>
</context>
<context>
    <name>BackgroundAnalyser</name>
    <message>
        <source>Looking for faces in all photos</source>
        <translation>Барлық фотодан бет ізделуде</translation>
    </message>
</context>
<context>
    <name>BusyIndicator</name>
    <message>
        <source>Working</source>
        <translation>Жұмыс жүріп жатыр</translation>
    </message>
</context>
<context>
    <name>ChangesBanner</name>
    <message>
        <source>What has changed</source>
        <translation>Не өзгерді</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Толығырақ…</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Алып тастау</translation>
    </message>
    <message>
        <source>Dismiss what has changed</source>
        <translation>Өзгерістер туралы хабарды жасыру</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Өзгерістер</translation>
    </message>
    <message>
        <source>What has changed since the last check</source>
        <translation>Соңғы тексеруден бері не өзгерді</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Не болды</translation>
    </message>
    <message>
        <source>Former name</source>
        <translation>Бұрынғы атауы</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Белгілер</translation>
    </message>
</context>
<context>
    <name>Chapter</name>
    <message>
        <source>Filters of the first layer</source>
        <translation>Бірінші қабаттың сүзгілері</translation>
    </message>
    <message>
        <source>Activations of the face, layer {0}</source>
        <translation>Бет активациялары, {0}-қабат</translation>
    </message>
</context>
<context>
    <name>ChosenFace</name>
    <message>
        <source>Own photo {0}</source>
        <translation>{0}-өз фото</translation>
    </message>
    <message>
        <source>Forget this face</source>
        <translation>Бұл бетті ұмыту</translation>
    </message>
    <message>
        <source>Remove own photo {0}</source>
        <translation>{0}-өз фотоны алып тастау</translation>
    </message>
</context>
<context>
    <name>ClassRoundDialog</name>
    <message>
        <source>Class against the model</source>
        <translation>Сынып модельге қарсы</translation>
    </message>
    <message>
        <source>Save table…</source>
        <translation>Кестені сақтау…</translation>
    </message>
    <message>
        <source>New round</source>
        <translation>Жаңа раунд</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Жабу</translation>
    </message>
    <message>
        <source>A model of this round has been deleted</source>
        <translation>Осы раундтың моделі жойылған</translation>
    </message>
    <message>
        <source>Choosing faces</source>
        <translation>Беттер таңдалуда</translation>
    </message>
    <message>
        <source>No round could be started.</source>
        <translation>Раундты бастау мүмкін болмады.</translation>
    </message>
    <message>
        <source>Give up this round?</source>
        <translation>Бұл раундты тастап кету керек пе?</translation>
    </message>
    <message numerus="yes">
        <source>The score of %Ln faces is lost, unless you save the table.</source>
        <translation>
            <numerusform>Кесте сақталмаса, %Ln бет бойынша есеп жоғалады.</numerusform>
            <numerusform>Кесте сақталмаса, %Ln бет бойынша есеп жоғалады.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on with this round</source>
        <translation>Бұл раундты жалғастыру</translation>
    </message>
    <message>
        <source>Save the round as a table</source>
        <translation>Раундты кесте етіп сақтау</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Кесте (*.csv)</translation>
    </message>
    <message>
        <source>The table was not saved.</source>
        <translation>Кесте сақталмады.</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>{0} деп сақталды</translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message>
        <source>A training is running</source>
        <translation>Оқыту жүріп жатыр</translation>
    </message>
    <message>
        <source>Stopping saves the best model so far and then closes the window. You can also close it now: finished epochs are saved, and you can resume the training next time.</source>
        <translation>«Тоқтату» әзірге ең жақсы модельді сақтап, содан кейін терезені жабады. Оны қазір де жабуға болады: аяқталған дәуірлер сақталған, оқытуды келесі жолы жалғастыруға болады.</translation>
    </message>
    <message>
        <source>Stop and keep the best so far</source>
        <translation>Тоқтатып, ең жақсысын қалдыру</translation>
    </message>
    <message>
        <source>Close now, resume later</source>
        <translation>Жабу, кейін жалғастыру</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>Оқытуды жалғастыра беру</translation>
    </message>
</context>
<context>
    <name>ConfusionTable</name>
    <message>
        <source>Labels and predicted genders</source>
        <translation>Белгілер мен болжанған жыныс</translation>
    </message>
    <message>
        <source>predicted {0}</source>
        <translation>болжам: {0}</translation>
    </message>
    <message>
        <source>as labelled</source>
        <translation>белгідегідей</translation>
    </message>
    <message>
        <source>labelled {0}</source>
        <translation>белгі: {0}</translation>
    </message>
</context>
<context>
    <name>CorrectionBar</name>
    <message>
        <source>Age as you see it</source>
        <translation>Сіз көрген жас</translation>
    </message>
    <message>
        <source>Gender as you see it</source>
        <translation>Сіз көрген жыныс</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Әйел</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Ер</translation>
    </message>
    <message>
        <source>Cannot tell</source>
        <translation>Айта алмаймын</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Бет емес</translation>
    </message>
    <message>
        <source>Only what you save or copy holds your corrections; AgeLens stores them nowhere else.</source>
        <translation>Түзетулеріңіз сіз сақтаған не көшірген нәрседе ғана болады; AgeLens оларды басқа еш жерде сақтамайды.</translation>
    </message>
    <message>
        <source>Label this folder…</source>
        <translation>Осы буманы белгілеу…</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Жас</translation>
    </message>
    <message>
        <source>Gender</source>
        <translation>Жыныс</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Бірдеңе дұрыс болмады</translation>
    </message>
    <message>
        <source>Something went wrong in AgeLens</source>
        <translation>AgeLens ішінде бірдеңе дұрыс болмады</translation>
    </message>
    <message>
        <source>This is an error in the program, not something you did. Everything saved to disk is safe, and you can continue. If AgeLens behaves oddly from now on, close it and start it again. The details help the developers to fix the error; they may contain names of your files.</source>
        <translation>Бұл — бағдарламаның қатесі, сіздікі емес. Дискіге жазылғанның бәрі аман, жұмысты жалғастыра беруге болады. AgeLens енді біртүрлі жұмыс істесе, оны жауып, қайта іске қосыңыз. Егжей-тегжейі оны жөндейтін адамға көмектеседі; онда файлдарыңыздың аттары болуы мүмкін.</translation>
    </message>
    <message>
        <source>Details of the error</source>
        <translation>Қатенің егжей-тегжейі</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Толығырақ</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Толығырағын көшіру</translation>
    </message>
    <message>
        <source>Close AgeLens</source>
        <translation>AgeLens жабу</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Жалғастыру</translation>
    </message>
</context>
<context>
    <name>CrashOffer</name>
    <message>
        <source>After an unexpected exit</source>
        <translation>Бағдарлама күтпеген жерден жабылғаннан кейін</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Қайта ашу</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Қазір емес</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos</source>
        <translation>
            <numerusform>%Ln фото</numerusform>
            <numerusform>%Ln фото</numerusform>
        </translation>
    </message>
    <message>
        <source>project: {0}</source>
        <translation>жоба: {0}</translation>
    </message>
    <message>
        <source>AgeLens closed unexpectedly last time. Reopen what was open ({0})?</source>
        <translation>Өткен жолы AgeLens күтпеген жерден жабылды. Ашық болғандарды ({0}) қайта ашайық па?</translation>
    </message>
</context>
<context>
    <name>CurvesPanel</name>
    <message>
        <source>Lo&amp;garithmic scale</source>
        <translation>Ло&amp;гарифмдік шкала</translation>
    </message>
    <message>
        <source>For loss and age error: small values get as much room as large ones, so that late progress can be seen</source>
        <translation>Шығын мен жас қатесіне: кіші мәндерге де үлкендердегідей орын беріледі, сонда кейінгі ілгерілеу де көрінеді</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>&amp;Суретті сақтау…</translation>
    </message>
    <message>
        <source>Save &amp;table…</source>
        <translation>Кес&amp;тені сақтау…</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Тегістеу</translation>
    </message>
    <message>
        <source>Training curves</source>
        <translation>Оқыту қисықтары</translation>
    </message>
    <message>
        <source>Save the curves as a picture</source>
        <translation>Қисықтарды сурет етіп сақтау</translation>
    </message>
    <message>
        <source>Smoothing of the curve of steps</source>
        <translation>Қадамдар қисығын тегістеу</translation>
    </message>
    <message>
        <source>At the left end every step is drawn as it was; further to the right each point is a mean of the steps before it</source>
        <translation>Сол шетте әр қадам сол күйінде салынады; оңға қарай әр нүкте өзінен бұрынғы қадамдардың орташасына айналады</translation>
    </message>
    <message>
        <source>Save the numbers of the curves as a table</source>
        <translation>Қисық сандарын кесте етіп сақтау</translation>
    </message>
    <message>
        <source>Curves appear here as soon as a training runs: loss, apparent-age error and perceived-gender accuracy, step by step.</source>
        <translation>Оқыту басталысымен осында қисықтар шығады: шығын, көрінетін жас қатесі және қабылданатын жыныс дәлдігі, қадам сайын.</translation>
    </message>
    <message>
        <source>Save picture of the curves</source>
        <translation>Қисықтар суретін сақтау</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG drawing (*.svg)</source>
        <translation>PNG суреті (*.png);;SVG сызбасы (*.svg)</translation>
    </message>
    <message>
        <source>The picture was not saved.</source>
        <translation>Сурет сақталмады.</translation>
    </message>
    <message>
        <source>Save numbers of the curves</source>
        <translation>Қисық сандарын сақтау</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Кесте (*.csv)</translation>
    </message>
    <message>
        <source>The table was not saved.</source>
        <translation>Кесте сақталмады.</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>{0} деп сақталды</translation>
    </message>
</context>
<context>
    <name>DataChoice</name>
    <message>
        <source>Faces to learn from</source>
        <translation>Оқытуға арналған беттер</translation>
    </message>
    <message>
        <source>Drawn faces</source>
        <translation>Салынған беттер</translation>
    </message>
    <message>
        <source>Your own faces</source>
        <translation>Өз беттеріңіз</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Бума…</translation>
    </message>
    <message>
        <source>Archive or table…</source>
        <translation>Мұрағат не кесте…</translation>
    </message>
    <message>
        <source>Check these faces</source>
        <translation>Бұл беттерді тексеру</translation>
    </message>
    <message>
        <source>Count the faces and find problems in the data</source>
        <translation>Беттерді санап, деректердегі ақауларды табу</translation>
    </message>
    <message>
        <source>Where photos of faces come from</source>
        <translation>Бет фотоларын қайдан алуға болады</translation>
    </message>
    <message>
        <source>A folder of UTKFace pictures, a folder for each class, an archive, or a table (CSV) of paths, ages and genders. Or drop one of them here. Nothing is changed or sent.</source>
        <translation>UTKFace суреттерінің бумасы, әр сыныпқа жеке бума, мұрағат немесе жолы, жасы мен жынысы бар кесте (CSV). Немесе солардың бірін осында сүйреп апарыңыз. Ештеңе өзгертілмейді және жіберілмейді.</translation>
    </message>
    <message>
        <source>Folder of faces</source>
        <translation>Беттер бумасы</translation>
    </message>
    <message>
        <source>Archives and tables ({0});;All files (*)</source>
        <translation>Мұрағаттар мен кестелер ({0});;Барлық файлдар (*)</translation>
    </message>
    <message>
        <source>Archive or table</source>
        <translation>Мұрағат не кесте</translation>
    </message>
    <message>
        <source>Checking the faces</source>
        <translation>Беттер тексерілуде</translation>
    </message>
    <message>
        <source>These faces cannot be used.</source>
        <translation>Бұл беттерді қолдануға болмайды.</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>AgeLens</source>
        <translation>AgeLens</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>No picture</source>
        <translation>Сурет жоқ</translation>
    </message>
    <message>
        <source>Start camera</source>
        <translation>Камераны қосу</translation>
    </message>
    <message>
        <source>Open video file…</source>
        <translation>Бейнефайлды ашу…</translation>
    </message>
    <message>
        <source>Photos and video never leave this computer.</source>
        <translation>Фото мен бейне бұл компьютерден ешқашан шықпайды.</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Clear filters</source>
        <translation>Сүзгілерді тазалау</translation>
    </message>
    <message>
        <source>Label with other options…</source>
        <translation>Басқа баптаулармен белгілеу…</translation>
    </message>
    <message>
        <source>Nothing matches these filters</source>
        <translation>Бұл сүзгілерге ештеңе сай келмейді</translation>
    </message>
    <message>
        <source>All faces are still there, just not shown.</source>
        <translation>Барлық бет орнында; тек көрсетілмейді.</translation>
    </message>
    <message>
        <source>The first faces will appear here in a moment</source>
        <translation>Алғашқы беттер осында қазір шығады</translation>
    </message>
    <message>
        <source>You can start reviewing while the other photos are being processed.</source>
        <translation>Қалған фотолар өңделіп жатқанда тексеруді бастай беруге болады.</translation>
    </message>
    <message>
        <source>No photo has been processed yet</source>
        <translation>Әлі бірде-бір фото өңделген жоқ</translation>
    </message>
    <message>
        <source>Press the first button above to start or continue.</source>
        <translation>Бастау не жалғастыру үшін жоғарыдағы бірінші түймені басыңыз.</translation>
    </message>
    <message>
        <source>There are no photos in this folder</source>
        <translation>Бұл бумада фото жоқ</translation>
    </message>
    <message>
        <source>AgeLens looked for JPEG, PNG, HEIC, WebP, TIFF and more. The photos may be in subfolders, or of a type that was left out.</source>
        <translation>AgeLens JPEG, PNG, HEIC, WebP, TIFF және басқаларын іздеді. Фотолар ішкі бумаларда немесе таңдалмаған түрде болуы мүмкін.</translation>
    </message>
</context>
<context>
    <name>EstimateNote</name>
    <message>
        <source>Before you begin: the apparent age is how old a face looks in a picture, not how old the person is; the perceived gender is how its appearance is likely to be read, not anyone’s identity. Both are estimates and are often wrong. Do not base decisions about people on them.</source>
        <translation>Бастамас бұрын: көрінетін жас — бет суретте неше жаста болып көрінетіні, адамның нақты жасы емес; қабылданатын жыныс — сырт келбет қалай қабылдануы ықтимал екені, ешкімнің болмысы емес. Екеуі де баға ғана, жиі қате болады. Олар адам туралы шешім шығаруға негіз болмайды.</translation>
    </message>
    <message>
        <source>I understand</source>
        <translation>Түсіндім</translation>
    </message>
</context>
<context>
    <name>EstimatePart</name>
    <message>
        <source>Current face</source>
        <translation>Ағымдағы бет</translation>
    </message>
    <message>
        <source>Apparent age</source>
        <translation>Көрінетін жас</translation>
    </message>
    <message>
        <source>Perceived gender</source>
        <translation>Қабылданатын жыныс</translation>
    </message>
    <message>
        <source>(from appearance)</source>
        <translation>(сырт келбетіне қарай)</translation>
    </message>
    <message>
        <source>The model’s answers appear once you have given yours.</source>
        <translation>Модельдің жауаптары сіз өз жауабыңызды бергенде көрінеді.</translation>
    </message>
</context>
<context>
    <name>ExportController</name>
    <message>
        <source>The export was not finished.</source>
        <translation>Экспорт аяқталмады.</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Экспортталуда</translation>
    </message>
    <message>
        <source>Folder for the sorted pictures</source>
        <translation>Сұрыпталған суреттерге арналған бума</translation>
    </message>
    <message>
        <source>Table (*{0})</source>
        <translation>Кесте (*{0})</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Қайда экспорттау</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos could not be exported.</source>
        <translation>
            <numerusform>%Ln фото экспортталмады.</numerusform>
            <numerusform>%Ln фото экспортталмады.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces that the model no longer finds were left out.</source>
        <translation>
            <numerusform>Модель енді таппайтын %Ln бет қалдырылды.</numerusform>
            <numerusform>Модель енді таппайтын %Ln бет қалдырылды.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln further pages of TIFF files have no sidecar: a sidecar describes the first page of its file.</source>
        <translation>
            <numerusform>TIFF файлдарының келесі %Ln парағының XMP файлы жоқ: XMP файлы өз файлының бірінші парағын сипаттайды.</numerusform>
            <numerusform>TIFF файлдарының келесі %Ln парағының XMP файлы жоқ: XMP файлы өз файлының бірінші парағын сипаттайды.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos were changed after they were analysed; their rows say so. Check for changes, then export again.</source>
        <translation>
            <numerusform>Талдаудан кейін %Ln фото өзгерген; бұл олардың жолдарында айтылған. Өзгерістерді тексеріп, қайта экспорттаңыз.</numerusform>
            <numerusform>Талдаудан кейін %Ln фото өзгерген; бұл олардың жолдарында айтылған. Өзгерістерді тексеріп, қайта экспорттаңыз.</numerusform>
        </translation>
    </message>
    <message>
        <source>No face has been labelled yet, so there is nothing to train on.</source>
        <translation>Әлі ешкім бірде-бір бетті белгілеген жоқ, оқытатын ештеңе жоқ.</translation>
    </message>
    <message>
        <source>Files written: {0}, already there: {1}</source>
        <translation>Жазылған файл: {0}, бұрыннан бар: {1}</translation>
    </message>
    <message>
        <source>{0}, merged with what was there: {1}</source>
        <translation>{0}, бұрынғымен біріктірілгені: {1}</translation>
    </message>
    <message>
        <source>{0}, removed from folders where they no longer belong: {1}</source>
        <translation>{0}, енді орны емес бумалардан алынғаны: {1}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln boxes saved as {0}</source>
        <translation>
            <numerusform>%Ln жақтау {0} файлына сақталды</numerusform>
            <numerusform>%Ln жақтау {0} файлына сақталды</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows saved as {0}</source>
        <translation>
            <numerusform>%Ln жол сақталды, файл: {0}</numerusform>
            <numerusform>%Ln жол сақталды, файл: {0}</numerusform>
        </translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Training is in progress. Stop it before you train on these labels.</source>
        <translation>Оқыту жүріп жатыр: осы белгілермен оқытпас бұрын оны тоқтатыңыз.</translation>
    </message>
    <message>
        <source>Counting sidecars</source>
        <translation>XMP файлдарын санау</translation>
    </message>
    <message>
        <source>There is no face to write a sidecar for.</source>
        <translation>XMP файлын жазатын бет жоқ.</translation>
    </message>
    <message>
        <source>XMP sidecars</source>
        <translation>XMP файлдары</translation>
    </message>
    <message>
        <source>Write sidecars beside the photos?</source>
        <translation>XMP файлдарын фотолардың қасына жазу керек пе?</translation>
    </message>
    <message>
        <source>Write sidecars beside the photos in {0}?</source>
        <translation>XMP файлдарын {0} ішіндегі фотолардың қасына жазу керек пе?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sidecars are new.</source>
        <translation>
            <numerusform>Жаңа XMP файлы: %Ln.</numerusform>
            <numerusform>Жаңа XMP файлы: %Ln.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sidecars are already there: they keep what other programs wrote in them.</source>
        <translation>
            <numerusform>%Ln XMP файлы бұрыннан бар: оларға басқа бағдарламалар жазғаны сақталады.</numerusform>
            <numerusform>%Ln XMP файлы бұрыннан бар: оларға басқа бағдарламалар жазғаны сақталады.</numerusform>
        </translation>
    </message>
    <message>
        <source>The photos themselves are not touched.</source>
        <translation>Фотолардың өзі өзгертілмейді.</translation>
    </message>
    <message>
        <source>Write sidecars</source>
        <translation>XMP файлдарын жазу</translation>
    </message>
    <message>
        <source>The folder {0} is not empty. Write into it?</source>
        <translation>{0} бумасы бос емес. Соған жазу керек пе?</translation>
    </message>
    <message>
        <source>Files of the same names are replaced; all others stay as they are.</source>
        <translation>Аттары бірдей файлдар ауыстырылады, қалғандары сол күйінде қалады.</translation>
    </message>
    <message>
        <source>Write into it</source>
        <translation>Жазу</translation>
    </message>
    <message>
        <source>Folder for the boxes</source>
        <translation>Жақтауларға арналған бума</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Себебі</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>Кесте (CSV)</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel кітабы</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>For programs: with the labels of every reviewer.</source>
        <translation>Бағдарламаларға: барлық тексерушінің белгілерімен.</translation>
    </message>
    <message>
        <source>XMP sidecars</source>
        <translation>XMP файлдары</translation>
    </message>
    <message>
        <source>A small file beside each photo with its face regions, for photo managers. The photos themselves are not touched.</source>
        <translation>Әр фотоның қасында бет аймақтары жазылған шағын файл, фото реттегіштерге арналған. Фотолардың өзіне тиіспейді.</translation>
    </message>
    <message>
        <source>Pictures sorted into folders</source>
        <translation>Бумаларға сұрыпталған суреттер</translation>
    </message>
    <message>
        <source>Table to train on</source>
        <translation>Оқытуға арналған кесте</translation>
    </message>
    <message>
        <source>One row per face, with a description of each column and all settings.</source>
        <translation>Әр бетке бір жол; қасында әр бағанның мәні мен барлық баптаулар.</translation>
    </message>
    <message>
        <source>The same for Excel and LibreOffice, as sheets in one file.</source>
        <translation>Excel мен LibreOffice үшін дәл сол, бір файлдағы парақтармен.</translation>
    </message>
    <message>
        <source>The same for large tables in Python or R, with the type of each column.</source>
        <translation>Python немесе R бағдарламасындағы үлкен кестелер үшін дәл сол, әр бағанның түрімен.</translation>
    </message>
    <message>
        <source>One file with all boxes, for programs that train detectors.</source>
        <translation>Детекторларды оқытатын бағдарламаларға арналған, барлық жақтауы бар бір файл.</translation>
    </message>
    <message>
        <source>A text file for each photo, with boxes only: no age, no labels.</source>
        <translation>Әр фотоға мәтіндік файл, тек жақтаулар: жас пен белгілерсіз.</translation>
    </message>
    <message>
        <source>An XML file for each photo, with boxes and all answers.</source>
        <translation>Әр фотоға XML файлы, жақтаулармен және барлық жауаптармен.</translation>
    </message>
    <message>
        <source>Cropped faces or copies of the photos, by label. The originals stay.</source>
        <translation>Қиып алынған беттер не фото көшірмелері, белгілері бойынша. Түпнұсқалар қалады.</translation>
    </message>
    <message>
        <source>The faces that people labelled, in the form that the Training tab reads.</source>
        <translation>Адамдар белгілеген беттер, «Оқыту» қойындысы оқитын түрде.</translation>
    </message>
    <message>
        <source>Name of each box</source>
        <translation>Әр жақтаудың атауы</translation>
    </message>
    <message>
        <source>every box is a face</source>
        <translation>әр жақтау — бет</translation>
    </message>
    <message>
        <source>female, male or unknown</source>
        <translation>әйел, ер немесе белгісіз</translation>
    </message>
    <message>
        <source>Copy the photos, too</source>
        <translation>Фотоларды да көшіру</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Беттер</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>Folders by</source>
        <translation>Бумалар</translation>
    </message>
    <message>
        <source>by gender and age</source>
        <translation>жынысы мен жасы бойынша</translation>
    </message>
    <message>
        <source>by gender</source>
        <translation>жынысы бойынша</translation>
    </message>
    <message>
        <source>by age</source>
        <translation>жасы бойынша</translation>
    </message>
    <message>
        <source>by review state</source>
        <translation>тексеру күйі бойынша</translation>
    </message>
    <message>
        <source>latest label, any reviewer</source>
        <translation>кез келген тексерушінің соңғы белгісі</translation>
    </message>
    <message>
        <source>Which faces</source>
        <translation>Қай беттер</translation>
    </message>
    <message>
        <source>Parquet table</source>
        <translation>Parquet кестесі</translation>
    </message>
    <message>
        <source>Boxes for COCO</source>
        <translation>COCO пішіміндегі жақтаулар</translation>
    </message>
    <message>
        <source>Boxes for YOLO</source>
        <translation>YOLO пішіміндегі жақтаулар</translation>
    </message>
    <message>
        <source>Boxes for Pascal VOC</source>
        <translation>Pascal VOC пішіміндегі жақтаулар</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Бәрі</translation>
    </message>
    <message>
        <source>Only what is shown ({0} of {1})</source>
        <translation>Тек көрсетілгені ({1} ішінен {0})</translation>
    </message>
    <message>
        <source>Whose labels</source>
        <translation>Кімнің белгілері</translation>
    </message>
    <message>
        <source>consensus of all reviewers</source>
        <translation>барлық тексерушілердің ортақ бағасы</translation>
    </message>
    <message>
        <source>Labels:</source>
        <translation>Белгілер:</translation>
    </message>
    <message>
        <source>Age: the median. Gender, and whether it is a face: what more than half say. Without such a majority the gender stays empty, and the face stays a face; the table says so.</source>
        <translation>Жас: медиана. Жыныс және оның бет екені: жартысынан көбі қалай айтса, солай. Ондай көпшілік болмаса, жыныс бос қалады, ал бет бет болып қалады; кестеде бұл айтылады.</translation>
    </message>
    <message>
        <source>Of several labels of a face, the one given last counts.</source>
        <translation>Бетте бірнеше белгі болса, соңғысы есептеледі.</translation>
    </message>
    <message>
        <source>Only the labels of {0} count.</source>
        <translation>Тек {0} тексерушісінің белгілері есептеледі.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
</context>
<context>
    <name>FaceGrid</name>
    <message>
        <source>Faces as pictures</source>
        <translation>Беттер суретпен</translation>
    </message>
</context>
<context>
    <name>FaceModel</name>
    <message>
        <source>Photo</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>Apparent age</source>
        <translation>Көрінетін жас</translation>
    </message>
    <message>
        <source>Perceived gender</source>
        <translation>Қабылданатын жыныс</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>Сіздің жауабыңыз</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Күйі</translation>
    </message>
    <message>
        <source>Face size</source>
        <translation>Бет өлшемі</translation>
    </message>
    <message>
        <source>Detector</source>
        <translation>Детектор</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Бума</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Ескертпелер</translation>
    </message>
    <message>
        <source>{0} px</source>
        <translation>{0} пкс</translation>
    </message>
</context>
<context>
    <name>FacePanel</name>
    <message>
        <source>Estimates from appearance can be wrong.</source>
        <translation>Сырт келбетке қарап берілген баға қате болуы мүмкін.</translation>
    </message>
    <message>
        <source>Faces in this photo</source>
        <translation>Бұл фотодағы беттер</translation>
    </message>
    <message>
        <source>Face {0}: {1}</source>
        <translation>{0}-бет: {1}</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Беттер</translation>
    </message>
</context>
<context>
    <name>FaceStrip</name>
    <message>
        <source>Faces in this photo</source>
        <translation>Бұл фотодағы беттер</translation>
    </message>
</context>
<context>
    <name>FaceTable</name>
    <message>
        <source>Faces as a table</source>
        <translation>Беттер кестемен</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Бағандар</translation>
    </message>
</context>
<context>
    <name>FaceWall</name>
    <message>
        <source>&amp;Live</source>
        <translation>Т&amp;ікелей</translation>
    </message>
    <message>
        <source>Face wall</source>
        <translation>Беттер қабырғасы</translation>
    </message>
    <message>
        <source>Follow the newest epoch</source>
        <translation>Ең жаңа дәуірді қадағалау</translation>
    </message>
    <message>
        <source>Epoch shown on the face wall</source>
        <translation>Беттер қабырғасында көрсетілген дәуір</translation>
    </message>
    <message>
        <source>Faces appear here once a training is running: a dozen that the networks never train on, with their predictions epoch by epoch.</source>
        <translation>Оқыту басталғанда осында беттер шығады: желілер ешқашан үйренбейтін он шақты бет, дәуір сайынғы болжамымен.</translation>
    </message>
    <message>
        <source>Bold: the label. Below: predicted apparent age and perceived gender (from appearance); markers move towards the bar.</source>
        <translation>Қалың қаріп: белгі. Төменде болжам: көрінетін жас пен қабылданатын жыныс (сырт келбетіне қарай); таңбалар сызыққа жылжиды.</translation>
    </message>
    <message>
        <source>Faces with predictions</source>
        <translation>Болжамы бар беттер</translation>
    </message>
</context>
<context>
    <name>FacesPage</name>
    <message>
        <source>{0} of {1} reviewed</source>
        <translation>{1} ішінен {0} тексерілген</translation>
    </message>
    <message>
        <source>{0}, {1} partly</source>
        <translation>{0}, ішінара: {1}</translation>
    </message>
    <message>
        <source>{0}; yours: {1} of {2}</source>
        <translation>{0}; сіздікі: {2} ішінен {1}</translation>
    </message>
    <message>
        <source>Gender of {0} of {1} reviewed</source>
        <translation>Жынысы тексерілген: {1} ішінен {0}</translation>
    </message>
    <message>
        <source>Age of {0} of {1} reviewed</source>
        <translation>Жасы тексерілген: {1} ішінен {0}</translation>
    </message>
    <message>
        <source>Age and gender: {0}</source>
        <translation>Жас пен жыныс: {0}</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Which faces are shown</source>
        <translation>Қай беттер көрсетілген</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Көрсету</translation>
    </message>
    <message>
        <source>Sort order</source>
        <translation>Сұрыптау реті</translation>
    </message>
    <message>
        <source>Reverse order</source>
        <translation>Кері ретпен</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Сұрыптау</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Сүзгілер</translation>
    </message>
    <message>
        <source>Filters ({0})</source>
        <translation>Сүзгілер ({0})</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Бәрі</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Тексерілген</translation>
    </message>
    <message>
        <source>Model not sure</source>
        <translation>Модель сенімсіз</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Бет емес</translation>
    </message>
    <message>
        <source>Photos without a face</source>
        <translation>Бетсіз фото</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Оқылмады</translation>
    </message>
    <message>
        <source>Held labels</source>
        <translation>Кейінге қалдырылған белгілер</translation>
    </message>
    <message>
        <source>Folder order</source>
        <translation>Бумадағыдай</translation>
    </message>
    <message>
        <source>Age range width</source>
        <translation>Жас аралығының ені</translation>
    </message>
    <message>
        <source>Face size</source>
        <translation>Бет өлшемі</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>Алдымен күмәнділері</translation>
    </message>
    <message>
        <source>Find a name or comment</source>
        <translation>Атын не жазбасын табу</translation>
    </message>
    <message>
        <source>Gender, remarks, age, size, range and folder</source>
        <translation>Жыныс, ескертпелер, жас, өлшем, аралық және бума</translation>
    </message>
    <message>
        <source>Still to review</source>
        <translation>Әлі тексерілмеген</translation>
    </message>
    <message>
        <source>Partly reviewed</source>
        <translation>Ішінара тексерілген</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Жас</translation>
    </message>
    <message>
        <source>Gender score</source>
        <translation>Жыныс сенімділігі</translation>
    </message>
    <message>
        <source>Detector score</source>
        <translation>Детектор сенімділігі</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Күйі</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Аты</translation>
    </message>
</context>
<context>
    <name>FindingTable</name>
    <message>
        <source>Data check results</source>
        <translation>Деректерді тексеру нәтижелері</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Деңгей</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Не</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Саны</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Мысалдар</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Бағандар</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Жолдар</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Ақау</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Ескерту</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ескертпе</translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Skipped files</source>
        <translation>Өткізілген файлдар</translation>
    </message>
    <message>
        <source>Skipped files ({0})</source>
        <translation>Өткізілген файлдар ({0})</translation>
    </message>
    <message numerus="yes">
        <source>“{0}”: %Ln usable faces, {1} labelled female, {2} labelled male</source>
        <translation>
            <numerusform>«{0}»: жарамды %Ln бет, «әйел» белгісімен {1}, «ер» белгісімен {2}</numerusform>
            <numerusform>«{0}»: жарамды %Ln бет, «әйел» белгісімен {1}, «ер» белгісімен {2}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more</source>
        <translation>
            <numerusform>… және тағы %Ln</numerusform>
            <numerusform>… және тағы %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderActions</name>
    <message>
        <source>Choose a &amp;folder…</source>
        <translation>&amp;Буманы таңдау…</translation>
    </message>
    <message>
        <source>Open a &amp;project…</source>
        <translation>Жобаны &amp;ашу…</translation>
    </message>
    <message>
        <source>&amp;Close the project</source>
        <translation>Жобаны &amp;жабу</translation>
    </message>
    <message>
        <source>Chec&amp;k for new and changed photos</source>
        <translation>Жаңа және өзгерген фотоларды &amp;іздеу</translation>
    </message>
    <message>
        <source>Label with other &amp;options…</source>
        <translation>Басқа ба&amp;птаулармен белгілеу…</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>Кі&amp;діріс</translation>
    </message>
    <message>
        <source>Con&amp;tinue</source>
        <translation>Жал&amp;ғастыру</translation>
    </message>
    <message>
        <source>&amp;Stop labelling</source>
        <translation>Белгілеуді &amp;тоқтату</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Экспорт…</translation>
    </message>
    <message>
        <source>&amp;Train on these labels…</source>
        <translation>Осы белгілермен &amp;оқыту…</translation>
    </message>
    <message>
        <source>Check a table a&amp;gain…</source>
        <translation>&amp;Кестені қайта тексеру…</translation>
    </message>
    <message>
        <source>Reviewer &amp;agreement…</source>
        <translation>Тексерушілердің &amp;келісушілігі…</translation>
    </message>
    <message>
        <source>Re&amp;viewers…</source>
        <translation>Тексерушіле&amp;р…</translation>
    </message>
    <message>
        <source>&amp;Not sure below…</source>
        <translation>Қай балға дейін &amp;сенімсіз…</translation>
    </message>
    <message>
        <source>&amp;Held labels…</source>
        <translation>&amp;Кейінге қалдырылған белгілер…</translation>
    </message>
    <message>
        <source>&amp;Find a name or comment</source>
        <translation>&amp;Атын не жазбасын табу</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Барлығын &amp;таңдау</translation>
    </message>
    <message>
        <source>&amp;Confirm</source>
        <translation>&amp;Растау</translation>
    </message>
    <message>
        <source>Not a fa&amp;ce</source>
        <translation>Бет &amp;емес</translation>
    </message>
    <message>
        <source>&amp;Female</source>
        <translation>&amp;Әйел</translation>
    </message>
    <message>
        <source>&amp;Male</source>
        <translation>Е&amp;р</translation>
    </message>
    <message>
        <source>Cannot &amp;tell</source>
        <translation>Анықтау &amp;мүмкін емес</translation>
    </message>
    <message>
        <source>&amp;Selected faces</source>
        <translation>Таңдалған &amp;беттер</translation>
    </message>
    <message>
        <source>In the list of faces</source>
        <translation>Беттер тізімінде</translation>
    </message>
    <message>
        <source>Selected faces</source>
        <translation>Таңдалған беттер</translation>
    </message>
    <message>
        <source>Continue &amp;labelling</source>
        <translation>Белгілеуді &amp;жалғастыру</translation>
    </message>
    <message>
        <source>&amp;Review from here</source>
        <translation>Осы жерден &amp;тексеру</translation>
    </message>
    <message>
        <source>Clear &amp;filters</source>
        <translation>Сүзгілерді &amp;тазалау</translation>
    </message>
    <message>
        <source>As &amp;pictures</source>
        <translation>&amp;Суретпен</translation>
    </message>
    <message>
        <source>As a &amp;table</source>
        <translation>&amp;Кестемен</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>&amp;Тексеру</translation>
    </message>
    <message>
        <source>Labelling</source>
        <translation>Белгілеу</translation>
    </message>
    <message>
        <source>Folder and project</source>
        <translation>Бума және жоба</translation>
    </message>
</context>
<context>
    <name>FolderPage</name>
    <message>
        <source>Opening {0}</source>
        <translation>{0} ашылуда</translation>
    </message>
    <message>
        <source>The project could not be opened.</source>
        <translation>Жобаны ашу мүмкін болмады.</translation>
    </message>
    <message>
        <source>Labelling has stopped. Everything finished so far is saved.</source>
        <translation>Белгілеу тоқтатылды; істелгені сақталды.</translation>
    </message>
    <message>
        <source>Label with other options… lets you change the cluster’s address.</source>
        <translation>Кластердің мекенжайын «Басқа баптаулармен белгілеу…» арқылы өзгертуге болады.</translation>
    </message>
    <message>
        <source>Labelling continues when you open the project again.</source>
        <translation>Жобаны қайта ашқанда белгілеу жалғасады.</translation>
    </message>
    <message>
        <source>Nothing has changed in the folder.</source>
        <translation>Бумада ештеңе өзгерген жоқ.</translation>
    </message>
    <message>
        <source>Where are the photos now?</source>
        <translation>Фотолар қазір қайда?</translation>
    </message>
</context>
<context>
    <name>FolderSetupPage</name>
    <message>
        <source>Start labelling</source>
        <translation>Белгілеуді бастау</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Артқа</translation>
    </message>
    <message>
        <source>Include subfolders</source>
        <translation>Ішкі бумаларды қоса</translation>
    </message>
    <message>
        <source>Include hidden files and folders</source>
        <translation>Жасырын файлдар мен бумаларды қоса</translation>
    </message>
    <message>
        <source>Detect faces</source>
        <translation>Беттерді іздеу</translation>
    </message>
    <message>
        <source>Thorough: also find small faces in large photos</source>
        <translation>Мұқият: үлкен фотолардағы кішкентай беттерді де табу</translation>
    </message>
    <message>
        <source>Fast: may miss faces that are small in their photo</source>
        <translation>Жылдам: фотодағы кішкентай беттер қалып қоюы мүмкін</translation>
    </message>
    <message>
        <source>File types</source>
        <translation>Файл түрлері</translation>
    </message>
    <message>
        <source>Address of its scheduler, or local</source>
        <translation>Жоспарлаушының мекенжайы немесе local</translation>
    </message>
    <message>
        <source>Address of a Dask cluster</source>
        <translation>Dask кластерінің мекенжайы</translation>
    </message>
    <message>
        <source>Send the photos: the other computers do not see the folder</source>
        <translation>Фотосуреттерді жіберу: басқа компьютерлер буманы көрмейді</translation>
    </message>
    <message>
        <source>Other computers</source>
        <translation>Басқа компьютерлер</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Өзгерту…</translation>
    </message>
    <message>
        <source>Save the project elsewhere</source>
        <translation>Жобаны басқа жерде сақтау</translation>
    </message>
    <message>
        <source>The address of a Dask cluster lets its computers do the work. They must have AgeLens and this model, and see the folder under the same path.</source>
        <translation>Dask кластерінің мекенжайы көрсетілсе, жұмысты оның компьютерлері орындайды. Оларда AgeLens пен осы модель болуы, ал бума сол жолмен көрінуі керек.</translation>
    </message>
    <message>
        <source>Turn this off for photos that show one face and little else. AgeLens then uses the centre square of each photo, whatever it shows.</source>
        <translation>Бір ғана бет көрсететін фотолар үшін мұны өшіріңіз. Сонда AgeLens әр фотоның ортаңғы шаршысын алады, онда не болса да.</translation>
    </message>
    <message>
        <source>One file holds all estimates and answers. You can stop at any time and continue later.</source>
        <translation>Барлық баға мен жауап бір файлда. Кез келген уақытта тоқтатып, кейін жалғастыруға болады.</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Беттер</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Where the work is done</source>
        <translation>Жұмыс қайда орындалады</translation>
    </message>
    <message>
        <source>Save the project in</source>
        <translation>Жоба сақталатын орын</translation>
    </message>
    <message>
        <source>{0} (change it in the Model menu)</source>
        <translation>{0} (ауыстыру: «Модель» мәзірі)</translation>
    </message>
    <message>
        <source>Choose at least one file type.</source>
        <translation>Кемінде бір файл түрін таңдаңыз.</translation>
    </message>
    <message>
        <source>On this computer. Photos and video never leave it.</source>
        <translation>Осы компьютерде. Фотосуреттер мен бейнелер одан шықпайды.</translation>
    </message>
    <message>
        <source>On the cluster: the photos are sent to its workers, so they leave this computer unless the workers run on it.</source>
        <translation>Кластерде: фотосуреттер оның жұмыс процестеріне жіберіледі, сондықтан процестер осы компьютерде жұмыс істемесе, олар компьютерден шығады.</translation>
    </message>
    <message>
        <source>On the cluster: its workers read the photos from the folder, so the photos leave this computer unless the workers run on it.</source>
        <translation>Кластерде: оның жұмыс процестері фотосуреттерді бумадан оқиды, сондықтан процестер осы компьютерде жұмыс істемесе, фотосуреттер компьютерден шығады.</translation>
    </message>
    <message>
        <source>On the cluster: the photos are sent to its computers, so they leave this one.</source>
        <translation>Кластерде: фотосуреттер оның компьютерлеріне жіберіледі, яғни осы компьютерден шығады.</translation>
    </message>
    <message>
        <source>On the cluster: its computers read the photos from the folder, so the photos leave this one.</source>
        <translation>Кластерде: оның компьютерлері фотосуреттерді бумадан оқиды, яғни фотосуреттер осы компьютерден шығады.</translation>
    </message>
    <message>
        <source>The model is being loaded…</source>
        <translation>Модель жүктелуде…</translation>
    </message>
    <message>
        <source>This network is safe: allow plain TCP</source>
        <translation>Бұл желі қауіпсіз: қарапайым TCP-ге рұқсат ету</translation>
    </message>
    <message>
        <source>No model is in use: choose one in the Model menu.</source>
        <translation>Модель таңдалмаған: «Модель» мәзірінен таңдаңыз.</translation>
    </message>
</context>
<context>
    <name>FolderStatusBar</name>
    <message>
        <source>Update the list</source>
        <translation>Тізімді жаңарту</translation>
    </message>
    <message>
        <source>Age and gender</source>
        <translation>Жас пен жыныс</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Тексеруші</translation>
    </message>
    <message>
        <source>Name of the reviewer</source>
        <translation>Тексерушінің аты</translation>
    </message>
    <message>
        <source>Faces that you have reviewed stay in the list until you update it</source>
        <translation>Тексерілген беттер тізімді жаңартқанша сонда тұрады</translation>
    </message>
    <message>
        <source>What to review</source>
        <translation>Нені тексеру</translation>
    </message>
    <message>
        <source>Gender only</source>
        <translation>Тек жыныс</translation>
    </message>
    <message>
        <source>Age only</source>
        <translation>Тек жас</translation>
    </message>
    <message>
        <source>The name or initials under which answers are shown and saved</source>
        <translation>Жауаптар көрсетіліп, сақталатын ат не инициалдар</translation>
    </message>
    <message>
        <source>Agreement…</source>
        <translation>Келісушілік…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln shown</source>
        <translation>
            <numerusform>көрсетілген: %Ln</numerusform>
            <numerusform>көрсетілген: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} of {1} shown</source>
        <translation>{1} ішінен {0} көрсетілген</translation>
    </message>
</context>
<context>
    <name>FolderTab</name>
    <message>
        <source>Folder</source>
        <translation>Бума</translation>
    </message>
    <message>
        <source>Saving your last answers…</source>
        <translation>Соңғы жауаптарыңыз сақталуда…</translation>
    </message>
</context>
<context>
    <name>GroupChoice</name>
    <message>
        <source>What if a group were missing?</source>
        <translation>Бір топ жетіспесе ше?</translation>
    </message>
    <message>
        <source>All faces</source>
        <translation>Барлық беттер</translation>
    </message>
    <message>
        <source>Nobody is left out: the usual training.</source>
        <translation>Ешкім алынбайды: әдеттегі оқыту.</translation>
    </message>
    <message>
        <source>Leave a group out</source>
        <translation>Бір топты алып тастау</translation>
    </message>
    <message>
        <source>Group to be thinned</source>
        <translation>Сиретілетін топ</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Топтар</translation>
    </message>
    <message>
        <source>How much of the group stays</source>
        <translation>Топтан қанша қалады</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Үлестер</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ештеңе</translation>
    </message>
    <message>
        <source>a tenth</source>
        <translation>оннан бірі</translation>
    </message>
    <message>
        <source>a quarter</source>
        <translation>төрттен бірі</translation>
    </message>
    <message>
        <source>half</source>
        <translation>жартысы</translation>
    </message>
    <message>
        <source>What stays:</source>
        <translation>Қалатыны:</translation>
    </message>
    <message>
        <source>The same network is trained twice, in turns: on all faces, and on fewer of one group. The result shows each group’s errors side by side.</source>
        <translation>Бір желі кезекпен екі рет оқытылады: барлық бетте және бір топтың беттері азайтылған жиында. Нәтижеде әр топтың қателері қатар тұрады.</translation>
    </message>
</context>
<context>
    <name>GroupTable</name>
    <message>
        <source>Errors by group</source>
        <translation>Топтар бойынша қателер</translation>
    </message>
    <message>
        <source>Age error (years)</source>
        <translation>Жас қатесі (жыл)</translation>
    </message>
    <message>
        <source>Gender accuracy</source>
        <translation>Жыныс дәлдігі</translation>
    </message>
    <message>
        <source>all faces</source>
        <translation>барлық беттер</translation>
    </message>
    <message>
        <source>thinned set</source>
        <translation>сиретілген жиын</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Топ</translation>
    </message>
    <message>
        <source>Test faces</source>
        <translation>Сынақ беттері</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Жолдар</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Бағандар</translation>
    </message>
</context>
<context>
    <name>GuessPage</name>
    <message>
        <source>Age that the class says, in years</source>
        <translation>Сынып айтқан жас, жылмен</translation>
    </message>
    <message>
        <source>How old does this face look?</source>
        <translation>Бұл бет қанша жаста көрінеді?</translation>
    </message>
    <message>
        <source>Face {0} of {1}</source>
        <translation>{1} беттің {0}-беті</translation>
    </message>
    <message>
        <source>Show the answers</source>
        <translation>Жауаптарды көрсету</translation>
    </message>
    <message>
        <source>See the result</source>
        <translation>Нәтижені көру</translation>
    </message>
    <message>
        <source>Next face</source>
        <translation>Келесі бет</translation>
    </message>
</context>
<context>
    <name>HeldLabelsDialog</name>
    <message>
        <source>Held labels</source>
        <translation>Кейінге қалдырылған белгілер</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Тексеруші</translation>
    </message>
    <message>
        <source>Name of the reviewer</source>
        <translation>Тексерушінің аты</translation>
    </message>
    <message>
        <source>Move to this face</source>
        <translation>Осы бетке көшіру</translation>
    </message>
    <message>
        <source>Drop the label</source>
        <translation>Белгіні алып тастау</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Болдырмау</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Алдыңғы</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Келесі</translation>
    </message>
    <message>
        <source>The photos of these faces were changed or replaced. Say for each label to which face of the new photo it belongs, or drop it.</source>
        <translation>Бұл беттердің фотолары өзгертілген немесе ауыстырылған. Әр белгі жаңа фотодағы қай бетке тиесілі екенін көрсетіңіз немесе оны алып тастаңыз.</translation>
    </message>
    <message>
        <source>No small picture of this face is left.</source>
        <translation>Бұл беттің нобайы қалмаған.</translation>
    </message>
    <message>
        <source>Under this name now: {0}</source>
        <translation>Қазір осы атаумен: {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>No label is held any more.</source>
        <translation>Кейінге қалдырылған белгі қалмады.</translation>
    </message>
    <message>
        <source>This project is open read-only.</source>
        <translation>Бұл жоба тек оқу үшін ашық.</translation>
    </message>
    <message>
        <source>Enter your name or initials first, as they should appear in the table.</source>
        <translation>Алдымен атыңызды немесе инициалдарыңызды кестеде тұратындай етіп енгізіңіз.</translation>
    </message>
    <message>
        <source>No photo has this name any more: the label can only be dropped.</source>
        <translation>Мұндай атаулы фото енді жоқ: белгіні тек алып тастауға болады.</translation>
    </message>
    <message>
        <source>The model found no face in this photo. Draw it in the review first, or drop the label.</source>
        <translation>Модель бұл фотодан бет таппады. Алдымен тексеру кезінде оны сызыңыз немесе белгіні алып тастаңыз.</translation>
    </message>
    <message>
        <source>The only face in this photo. Move the label if it is the same person.</source>
        <translation>Бұл фотодағы жалғыз бет. Сол адам болса, белгіні көшіріңіз.</translation>
    </message>
    <message>
        <source>Click the face that the label belongs to.</source>
        <translation>Белгі тиесілі бетті шертіңіз.</translation>
    </message>
    <message>
        <source>Move the label if this is the same person, or click another face.</source>
        <translation>Сол адам болса, белгіні көшіріңіз немесе басқа бетті шертіңіз.</translation>
    </message>
</context>
<context>
    <name>HelpMenu</name>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Анықтама</translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation>&amp;Қош келдіңіз</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>&amp;Нұсқаулық</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Пернелер</translation>
    </message>
    <message>
        <source>&amp;Model card</source>
        <translation>&amp;Модель картасы</translation>
    </message>
    <message>
        <source>&amp;Licences</source>
        <translation>&amp;Лицензиялар</translation>
    </message>
    <message>
        <source>L&amp;og</source>
        <translation>&amp;Журнал</translation>
    </message>
    <message>
        <source>&amp;Copy diagnostic report</source>
        <translation>&amp;Диагностика есебін көшіру</translation>
    </message>
    <message>
        <source>Clear &amp;history…</source>
        <translation>&amp;Тарихты тазалау…</translation>
    </message>
    <message>
        <source>&amp;About AgeLens</source>
        <translation>AgeLens &amp;туралы</translation>
    </message>
    <message>
        <source>Report copied. It contains no photos, names or folders.</source>
        <translation>Есеп көшірілді: онда фото, ат және бума жоқ.</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>AgeLens Help</source>
        <translation>AgeLens анықтамасы</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Тараулар</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>Анықтамадан іздеу</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Тарау</translation>
    </message>
    <message>
        <source>Photos and webcam</source>
        <translation>Фото және веб-камера</translation>
    </message>
    <message>
        <source>Labelling folders</source>
        <translation>Бумаларды белгілеу</translation>
    </message>
    <message>
        <source>Teaching and training</source>
        <translation>Сабақ және оқыту</translation>
    </message>
    <message>
        <source>A lesson of 45 minutes</source>
        <translation>45 минуттық сабақ</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Модель картасы</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Лицензиялар</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Not found: {0}</source>
        <translation>Табылмады: {0}</translation>
    </message>
    <message>
        <source>There is no log file, because its folder is not writable.</source>
        <translation>Журнал файлы жоқ: оның бумасына жазуға болмайды.</translation>
    </message>
    <message>
        <source>This part comes without a licence file.</source>
        <translation>Бұл бөліктің лицензия файлы жоқ.</translation>
    </message>
</context>
<context>
    <name>HistoryCleaner</name>
    <message>
        <source>Clear history</source>
        <translation>Тарихты тазалау</translation>
    </message>
    <message>
        <source>Forget which photos were opened on this computer?</source>
        <translation>Осы компьютерде қандай фотолар ашылғаны ұмытылсын ба?</translation>
    </message>
    <message>
        <source>Removed: small pictures of faces, the lists of recent projects and folders, and the logs. Your photos, labelling projects, models and settings are kept.</source>
        <translation>Жойылады: беттердің кішірейтілген суреттері, соңғы жобалар мен бумалардың тізімдері, журналдар. Фотоларыңыз, белгілеу жобаларыңыз, модельдеріңіз бен баптауларыңыз сақталады.</translation>
    </message>
    <message>
        <source>Clearing the history</source>
        <translation>Тарих тазалануда</translation>
    </message>
    <message>
        <source>Some files could not be removed: {0}</source>
        <translation>Кейбір файлдарды жою мүмкін болмады: {0}</translation>
    </message>
    <message>
        <source>The history is cleared.</source>
        <translation>Тарих тазаланды.</translation>
    </message>
</context>
<context>
    <name>ImageView</name>
    <message>
        <source>Photo</source>
        <translation>Фото</translation>
    </message>
</context>
<context>
    <name>InsidePanel</name>
    <message>
        <source>Face whose activations are shown</source>
        <translation>Активациялары көрсетілген бет</translation>
    </message>
    <message>
        <source>Face:</source>
        <translation>Бет:</translation>
    </message>
    <message>
        <source>After the next epoch this shows the filters of the first layer, and how brightly the chosen face lights up the maps of the layers after it.</source>
        <translation>Келесі дәуірден кейін мұнда бірінші қабаттың сүзгілері және таңдалған бет келесі қабаттардың карталарын қаншалықты жарық ететіні көрінеді.</translation>
    </message>
    <message>
        <source>Filters and activations</source>
        <translation>Сүзгілер мен активациялар</translation>
    </message>
</context>
<context>
    <name>JobSetupController</name>
    <message>
        <source>Which model?</source>
        <translation>Қай модель?</translation>
    </message>
    <message>
        <source>All values of a project should come from one model. Reviewers’ answers stay, whichever you choose.</source>
        <translation>Жобаның барлық мәндері бір модельден болуы керек. Қайсысын таңдасаңыз да, тексерушілердің жауаптары қалады.</translation>
    </message>
    <message>
        <source>Analyse everything with {0}…</source>
        <translation>Барлығын {0} моделімен талдау…</translation>
    </message>
    <message>
        <source>Check with {0}</source>
        <translation>{0} моделімен тексеру</translation>
    </message>
    <message>
        <source>Leave everything as it is</source>
        <translation>Бәрін сол күйінде қалдыру</translation>
    </message>
    <message>
        <source>This project was labelled with another model ({0}). If you start, all photos are processed again with this one. Reviewers’ answers stay.</source>
        <translation>Бұл жоба басқа модельмен белгіленген ({0}). Бастасаңыз, барлық фото осы модельмен қайта өңделеді. Тексерушілердің жауаптары қалады.</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Change key</source>
        <translation>Пернені ауыстыру</translation>
    </message>
    <message>
        <source>Review keys</source>
        <translation>Тексеру пернелері</translation>
    </message>
    <message>
        <source>Restore default keys</source>
        <translation>Әдеттегі пернелерді қайтару</translation>
    </message>
    <message>
        <source>Move between controls</source>
        <translation>Элементтен элементке өту</translation>
    </message>
    <message>
        <source>Type an age</source>
        <translation>Жасты теру</translation>
    </message>
    <message>
        <source>Other faces of this photo</source>
        <translation>Бұл фотодағы басқа беттер</translation>
    </message>
    <message>
        <source>Move the enlarged photo</source>
        <translation>Үлкейтілген фотоны жылжыту</translation>
    </message>
    <message>
        <source>Reassign</source>
        <translation>Қайта тағайындау</translation>
    </message>
    <message>
        <source>Select a row, choose Change key, then press the new key. Escape cancels.</source>
        <translation>Жолды таңдап, «Пернені ауыстыру» түймесін, содан кейін жаңа пернені басыңыз. Escape бас тартады.</translation>
    </message>
    <message>
        <source>{0} cannot be used: it is already assigned to “{1}”.</source>
        <translation>{0} пернесін қолдануға болмайды: ол «{1}» үшін тағайындалған.</translation>
    </message>
    <message>
        <source>{0} is already assigned to “{1}”, which would lose it.</source>
        <translation>{0} пернесі «{1}» үшін тағайындалған, онда ол жоғалады.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>перне жоқ</translation>
    </message>
    <message>
        <source>Press a key…</source>
        <translation>Пернені басыңыз…</translation>
    </message>
</context>
<context>
    <name>LanguageMenu</name>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Тіл</translation>
    </message>
    <message>
        <source>Same as &amp;system</source>
        <translation>&amp;Жүйедегідей</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Тіл</translation>
    </message>
</context>
<context>
    <name>LazyTab</name>
    <message>
        <source>Opening…</source>
        <translation>Ашылуда…</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>each step, smoothed</source>
        <translation>әр қадам, тегістелген</translation>
    </message>
    <message>
        <source>training</source>
        <translation>оқыту</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>валидация</translation>
    </message>
    <message>
        <source>each step</source>
        <translation>әр қадам</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>AgeLens</source>
        <translation>AgeLens</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Модель</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Не істеу керек</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Файл</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Өңдеу</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Көрініс</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Шығу</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>&amp;Толық экран</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Безендіру</translation>
    </message>
    <message>
        <source>Same as &amp;system</source>
        <translation>&amp;Жүйедегідей</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Ашық</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Күңгірт</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>М&amp;әтін өлшемі</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Модельдер ізделуде…</translation>
    </message>
    <message>
        <source>No model found</source>
        <translation>Модель табылмады</translation>
    </message>
    <message>
        <source>&amp;Manage models…</source>
        <translation>Модельдерді &amp;басқару…</translation>
    </message>
    <message>
        <source>&amp;Import a model…</source>
        <translation>Модельді &amp;импорттау…</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Хабар</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Толығырақ</translation>
    </message>
    <message>
        <source>Show the details of the message</source>
        <translation>Хабардың егжей-тегжейін көрсету</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Толығырағын көшіру</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Алып тастау</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>Хабарды алып тастау</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>Хабардың егжей-тегжейі</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Ақау</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Something went wrong in AgeLens.</source>
        <translation>AgeLens ішінде бірдеңе дұрыс болмады.</translation>
    </message>
    <message>
        <source>Nothing was lost; the log file has the details.</source>
        <translation>Ештеңе жоғалған жоқ; егжей-тегжейі журнал файлында.</translation>
    </message>
</context>
<context>
    <name>MistakeDialog</name>
    <message>
        <source>Model error</source>
        <translation>Модельдің қатесі</translation>
    </message>
    <message>
        <source>The face</source>
        <translation>Осы бет</translation>
    </message>
    <message>
        <source>Apparent age: {0}</source>
        <translation>Көрінетін жас: {0}</translation>
    </message>
    <message>
        <source>Perceived gender: {0}</source>
        <translation>Қабылданатын жыныс: {0}</translation>
    </message>
    <message>
        <source>Model: {0}</source>
        <translation>Модель: {0}</translation>
    </message>
    <message>
        <source>File: {0}</source>
        <translation>Файл: {0}</translation>
    </message>
    <message>
        <source>The label itself may be wrong.</source>
        <translation>Белгінің өзі де қате болуы мүмкін.</translation>
    </message>
</context>
<context>
    <name>ModelComparison</name>
    <message>
        <source>Figures can be set side by side only where both were found on the same faces; “agelens evaluate” judges both on the same ones.</source>
        <translation>Көрсеткіштерді екеуі де бірдей беттерде алынғанда ғана салыстыруға болады; «agelens evaluate» екеуін де бірдей беттерде бағалайды.</translation>
    </message>
</context>
<context>
    <name>ModelDescription</name>
    <message>
        <source>not stated</source>
        <translation>көрсетілмеген</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} МБ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Аты</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Архитектура</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Жасалған күні</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Жасалған бағдарлама</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Көрсеткіштер</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Шарттары</translation>
    </message>
    <message>
        <source>age {0} years off</source>
        <translation>жас қателігі {0} жыл</translation>
    </message>
    <message>
        <source>gender right for {0} %</source>
        <translation>жыныс {0} % дұрыс</translation>
    </message>
    <message numerus="yes">
        <source>on %Ln faces</source>
        <translation>
            <numerusform>%Ln бет бойынша</numerusform>
            <numerusform>%Ln бет бойынша</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>Under the hood</source>
        <translation>Ішкі құрылысы</translation>
    </message>
</context>
<context>
    <name>ModelImporter</name>
    <message>
        <source>Choose a model folder</source>
        <translation>Модель бумасын таңдаңыз</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>{0} оқылуда</translation>
    </message>
    <message>
        <source>Trying out {0}</source>
        <translation>Іс жүзінде тексерілуде: {0}</translation>
    </message>
    <message>
        <source>{0} is installed. Choose it in the Model menu.</source>
        <translation>Модель орнатылды: {0}. Оны «Модель» мәзірінен таңдаңыз.</translation>
    </message>
    <message>
        <source>The model was not imported.</source>
        <translation>Модель импортталмады.</translation>
    </message>
</context>
<context>
    <name>ModelManager</name>
    <message>
        <source>Now using {0}</source>
        <translation>Енді {0} қолданылады</translation>
    </message>
    <message>
        <source>Export the model to</source>
        <translation>Модельді қайда экспорттау керек</translation>
    </message>
    <message>
        <source>Exporting {0}</source>
        <translation>Экспорт: {0}</translation>
    </message>
    <message>
        <source>The model was exported to {0}.</source>
        <translation>Модель экспортталды: {0}.</translation>
    </message>
    <message>
        <source>Delete a model</source>
        <translation>Модельді жою</translation>
    </message>
    <message>
        <source>Delete “{0}” from this computer?</source>
        <translation>«{0}» моделін осы компьютерден жою керек пе?</translation>
    </message>
    <message>
        <source>Without it, tables that were made with it cannot be replayed.</source>
        <translation>Онсыз ол арқылы жасалған кестелерді тексеру мүмкін болмайды.</translation>
    </message>
    <message>
        <source>It is in use now: AgeLens goes back to its own default model.</source>
        <translation>Ол қазір қолданылып тұр: AgeLens өзінің әдепкі моделіне қайтады.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Жою</translation>
    </message>
</context>
<context>
    <name>ModelQuestion</name>
    <message>
        <source>Import a model</source>
        <translation>Модельді импорттау</translation>
    </message>
    <message>
        <source>Import “{0}”?</source>
        <translation>«{0}» импортталсын ба?</translation>
    </message>
    <message>
        <source>This is what the model says of itself. Nobody has verified who made it, or that its figures are true. Import models only from people you trust.</source>
        <translation>Модель өзін осылай сипаттайды. Оны кім жасағанын және көрсеткіштерінің растығын ешкім тексерген жоқ. Модельдерді тек өзіңіз сенетін адамдардан импорттаңыз.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Импорттау</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Модельдер</translation>
    </message>
    <message>
        <source>Select two models, with Ctrl, to compare them</source>
        <translation>Салыстыру үшін Ctrl басып, екі модель таңдаңыз</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>Модельдің атауы</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Атын өзгерту</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорттау…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Жою…</translation>
    </message>
    <message>
        <source>Use by default</source>
        <translation>Әрқашан қолдану</translation>
    </message>
    <message>
        <source>Use this model in all tabs, and at the next start</source>
        <translation>Осы модельді барлық қойындыда және келесі іске қосқанда қолдану</translation>
    </message>
    <message>
        <source>What the model says of itself</source>
        <translation>Модель өзі туралы не айтады</translation>
    </message>
    <message>
        <source>Select two models to compare them.</source>
        <translation>Салыстыру үшін екі модель таңдаңыз.</translation>
    </message>
    <message>
        <source>This model came with AgeLens and stays as it is.</source>
        <translation>Бұл модель AgeLens құрамында келген және өзгермейді.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Қолданылуда</translation>
    </message>
</context>
<context>
    <name>MoreFilters</name>
    <message>
        <source>Perceived gender</source>
        <translation>Қабылданатын жыныс</translation>
    </message>
    <message>
        <source>Any gender</source>
        <translation>Кез келген жыныс</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Әйел</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Ер</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>Сенімсіз</translation>
    </message>
    <message>
        <source> px</source>
        <translation> пкс</translation>
    </message>
    <message>
        <source>Minimum age</source>
        <translation>Ең кіші жас</translation>
    </message>
    <message>
        <source>Remarks on the face</source>
        <translation>Бет туралы ескертпелер</translation>
    </message>
    <message>
        <source>Any remarks</source>
        <translation>Кез келген ескертпе</translation>
    </message>
    <message>
        <source>With a flag</source>
        <translation>Жалаушасы бар</translation>
    </message>
    <message>
        <source>Discuss</source>
        <translation>Талқылау</translation>
    </message>
    <message>
        <source>Poor picture</source>
        <translation>Нашар сурет</translation>
    </message>
    <message>
        <source>Good example</source>
        <translation>Жақсы мысал</translation>
    </message>
    <message>
        <source>With a comment</source>
        <translation>Жазбасы бар</translation>
    </message>
    <message>
        <source>Faces of a reviewer</source>
        <translation>Тексерушінің беттері</translation>
    </message>
    <message>
        <source>Maximum age</source>
        <translation>Ең үлкен жас</translation>
    </message>
    <message>
        <source>Minimum face size</source>
        <translation>Беттің ең кіші өлшемі</translation>
    </message>
    <message>
        <source>Minimum range width</source>
        <translation>Аралықтың ең кіші ені</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Бума</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Тазалау</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Жас</translation>
    </message>
    <message>
        <source>to</source>
        <translation>–</translation>
    </message>
    <message>
        <source>Face from</source>
        <translation>Бет ≥</translation>
    </message>
    <message>
        <source>Range from</source>
        <translation>Аралық ≥</translation>
    </message>
    <message>
        <source>any</source>
        <translation>кез келген</translation>
    </message>
    <message>
        <source>none</source>
        <translation>жоқ</translation>
    </message>
    <message>
        <source>No face here has an age range: the model estimates only an age</source>
        <translation>Мұнда бірде-бір бетте жас аралығы жоқ: модель тек жасты береді</translation>
    </message>
    <message>
        <source>Anybody’s faces</source>
        <translation>Бәрінің беттері</translation>
    </message>
    <message>
        <source>For {0}</source>
        <translation>{0} үшін</translation>
    </message>
    <message>
        <source>All folders</source>
        <translation>Барлық бумалар</translation>
    </message>
</context>
<context>
    <name>NoticePage</name>
    <message>
        <source>Before the camera opens</source>
        <translation>Камера қосылмас бұрын</translation>
    </message>
    <message>
        <source>Photos and video never leave this computer.</source>
        <translation>Фото мен бейне бұл компьютерден ешқашан шықпайды.</translation>
    </message>
    <message>
        <source>AgeLens looks for faces in the picture and estimates an apparent age and a perceived gender for each. These are impressions from a picture, often wrong, and never facts about a person. Nobody is recognised or remembered.</source>
        <translation>AgeLens кадрдан беттерді іздеп, әрқайсысына көрінетін жас пен қабылданатын жынысты айтады. Бұл — суреттен алынған әсер, жиі қате, ешқашан адам туралы дерек емес. Ешкім танылмайды және есте сақталмайды.</translation>
    </message>
    <message>
        <source>Nothing is saved unless you press Save or switch the log on.</source>
        <translation>«Сақтау» баспайынша немесе жазуды қоспайынша ештеңе сақталмайды.</translation>
    </message>
    <message>
        <source>While the camera is on, a red mark says so. Pause or the Escape key switches it off at once.</source>
        <translation>Камера қосулы кезде оны қызыл таңба айтып тұрады. «Кідіріс» не Escape пернесі оны бірден өшіреді.</translation>
    </message>
    <message>
        <source>Ask everyone in view. With “Blur until people agree”, each face stays blurred until it is clicked.</source>
        <translation>Кадрға түсетіннің бәрінен сұраңыз. «Келіскенше бұлдырату» қосулы болса, бет шертілгенше бұлдыр тұрады.</translation>
    </message>
    <message>
        <source>I understand, continue</source>
        <translation>Түсіндім, жалғастыру</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Қазір емес</translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>Default</source>
        <translation>Әдепкі</translation>
    </message>
    <message>
        <source>Tuned</source>
        <translation>Бапталған</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Бастапқы</translation>
    </message>
    <message>
        <source>Default: tuned, or fine-tuning when starting from a model</source>
        <translation>Әдепкі: бапталған, ал модельден басталса, толықтыра оқыту</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Рецепттер</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Қосулы</translation>
    </message>
    <message>
        <source>Write event files</source>
        <translation>Оқиға файлдарын жазу</translation>
    </message>
    <message>
        <source>Default: {0}</source>
        <translation>Әдепкі: {0}</translation>
    </message>
    <message>
        <source>tuned</source>
        <translation>бапталған</translation>
    </message>
    <message>
        <source>How the network is trained. “Tuned” prepares the targets, lowers the learning rate step by step and averages the weights; “Original” is the plain method of the report that the two networks come from. The layers are the same.</source>
        <translation>Желі қалай оқытылады. «Бапталған» мақсаттарды дайындап, оқыту жылдамдығын біртіндеп азайтып, салмақтарды орташалайды; «бастапқы» — екі желі алынған есептегі қарапайым тәсіл. Қабаттар бірдей.</translation>
    </message>
    <message>
        <source>How many times each face is used. More epochs take longer and may memorise the faces.</source>
        <translation>Әр бет неше рет қолданылады. Дәуір көп болса, ұзаққа созылады, желі беттерді жаттап алуы мүмкін.</translation>
    </message>
    <message>
        <source>How many faces are processed before the weights are updated. Small batches are noisier; large ones need more memory.</source>
        <translation>Салмақтар жаңартылғанша неше бет өңделеді. Шағын топтаманың шуы көбірек, үлкеніне көбірек жад керек.</translation>
    </message>
    <message>
        <source>How far the weights move in each step. Too far, and the curves jump around.</source>
        <translation>Салмақтар әр жолы қаншалықты жылжиды. Тым алыс болса, қисықтар секіреді.</translation>
    </message>
    <message>
        <source>Shows each face slightly changed every time: mirrored, shifted, darker, blurred. Without it, the network soon memorises the training faces.</source>
        <translation>Бетті әр жолы сәл өзгертіп көрсетеді: айнадағыдай, жылжытылған, күңгірттеу, бұлдыр. Онсыз желі оқу беттерін тез жаттап алады.</translation>
    </message>
    <message>
        <source>The start of the random numbers. The same seed gives the same split of the faces and the same initial weights.</source>
        <translation>Кездейсоқ сандардың басы. Бірдей сан беттердің бірдей бөлінуін және бірдей бастапқы салмақтарды береді.</translation>
    </message>
    <message>
        <source>TensorBoard files</source>
        <translation>TensorBoard файлдары</translation>
    </message>
    <message>
        <source>Writes the curves as event files, too, for whoever has that program. They go to the folder “tensorboard” beside the earlier runs.</source>
        <translation>Қисықтар осы бағдарламасы бар адамдар үшін оқиға файлдары ретінде де жазылады: бұрынғы оқытулардың жанындағы «tensorboard» бумасына.</translation>
    </message>
    <message>
        <source>fine-tuning</source>
        <translation>толықтыра оқыту</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Рецепт</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Дәуірлер</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Топтама көлемі</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Оқыту жылдамдығы</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>Аугментация</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Бастапқы сан</translation>
    </message>
</context>
<context>
    <name>OwnBar</name>
    <message>
        <source>Own face on the wall</source>
        <translation>Қабырғадағы өз бетіңіз</translation>
    </message>
    <message>
        <source>Drop a photo of yourself here: it is never trained on, never stored, and never leaves this computer.</source>
        <translation>Өз фотоңызды осында сүйреп әкеліңіз: онымен оқытпайды, оны сақтамайды және ол бұл компьютерден шықпайды.</translation>
    </message>
</context>
<context>
    <name>OwnCard</name>
    <message>
        <source>Take it off the wall and forget it</source>
        <translation>Қабырғадан алып, ұмыту</translation>
    </message>
    <message>
        <source>Remove own photo {0}</source>
        <translation>{0}-өз фотоны алып тастау</translation>
    </message>
</context>
<context>
    <name>OwnFaceButton</name>
    <message>
        <source>&amp;Own face</source>
        <translation>Ө&amp;з бетіңіз</translation>
    </message>
    <message>
        <source>Let the networks guess somebody in this room</source>
        <translation>Желілер осы бөлмедегі біреуді бағаласын</translation>
    </message>
    <message>
        <source>From a &amp;photo…</source>
        <translation>&amp;Фотодан…</translation>
    </message>
    <message>
        <source>From the &amp;webcam…</source>
        <translation>&amp;Веб-камерадан…</translation>
    </message>
</context>
<context>
    <name>OwnFaceChoice</name>
    <message>
        <source>Somebody in this room</source>
        <translation>Осы бөлмедегі біреу</translation>
    </message>
    <message>
        <source>Choose or drop a photo: the networks guess this face from the beginning on, on the wall beside the others. It is never trained on, never stored, and never leaves this computer.</source>
        <translation>Фото таңдаңыз не сүйреп әкеліңіз: желілер бұл бетті басынан бастап, қабырғада басқалармен қатар бағалайды. Ол оқытуға қолданылмайды, сақталмайды және бұл компьютерден шықпайды.</translation>
    </message>
</context>
<context>
    <name>OwnFaces</name>
    <message>
        <source>The picture</source>
        <translation>Сурет</translation>
    </message>
    <message>
        <source>Photos ({0});;All files (*)</source>
        <translation>Фотолар ({0});;Барлық файлдар (*)</translation>
    </message>
    <message>
        <source>Own photo on the face wall</source>
        <translation>Беттер қабырғасындағы өз фотоңыз</translation>
    </message>
    <message numerus="yes">
        <source>%Ln own photos are on the wall: remove one first.</source>
        <translation>
            <numerusform>Қабырғада %Ln өз фото бар: алдымен біреуін алып тастаңыз.</numerusform>
            <numerusform>Қабырғада %Ln өз фото бар: алдымен біреуін алып тастаңыз.</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} cannot be put on the face wall.</source>
        <translation>{0}: беттер қабырғасына қоюға болмайды.</translation>
    </message>
    <message>
        <source>Own photo {0} is on the face wall, and is guessed after each epoch.</source>
        <translation>{0}-өз фото беттер қабырғасында; ол әр дәуірден кейін бағаланады.</translation>
    </message>
    <message>
        <source>Own photo {0} will be on the face wall of the next training.</source>
        <translation>{0}-өз фото келесі оқытудың беттер қабырғасында болады.</translation>
    </message>
</context>
<context>
    <name>PhotoActions</name>
    <message>
        <source>&amp;Open photos…</source>
        <translation>&amp;Фотоларды ашу…</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>&amp;Буманы ашу…</translation>
    </message>
    <message>
        <source>&amp;Save annotated picture…</source>
        <translation>Белгіленген суретті &amp;сақтау…</translation>
    </message>
    <message>
        <source>Save &amp;table (CSV)…</source>
        <translation>&amp;Кестені сақтау (CSV)…</translation>
    </message>
    <message>
        <source>&amp;Close all photos</source>
        <translation>Барлық фотоны &amp;жабу</translation>
    </message>
    <message>
        <source>&amp;Remove from the list</source>
        <translation>Тізімнен &amp;алып тастау</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Қою</translation>
    </message>
    <message>
        <source>&amp;Copy result</source>
        <translation>&amp;Нәтижені көшіру</translation>
    </message>
    <message>
        <source>Copy p&amp;icture</source>
        <translation>&amp;Суретті көшіру</translation>
    </message>
    <message>
        <source>&amp;Previous photo</source>
        <translation>&amp;Алдыңғы фото</translation>
    </message>
    <message>
        <source>&amp;Next photo</source>
        <translation>&amp;Келесі фото</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Үлкейту</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>&amp;Кішірейту</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>&amp;Терезеге сыйғызу</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>&amp;Нақты өлшемі</translation>
    </message>
    <message>
        <source>&amp;Zoom to the face</source>
        <translation>&amp;Бетті жақындату</translation>
    </message>
    <message>
        <source>Show &amp;boxes</source>
        <translation>&amp;Жақтауларды көрсету</translation>
    </message>
    <message>
        <source>Show &amp;labels</source>
        <translation>Ж&amp;азуларды көрсету</translation>
    </message>
    <message>
        <source>&amp;Slideshow</source>
        <translation>&amp;Слайд көрсету</translation>
    </message>
    <message>
        <source>Shake &amp;test…</source>
        <translation>&amp;Тұрақтылықты сынау…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Жуырдағыны &amp;ашу</translation>
    </message>
</context>
<context>
    <name>PhotoExport</name>
    <message>
        <source>Result copied.</source>
        <translation>Нәтиже көшірілді.</translation>
    </message>
    <message>
        <source>Copying the picture</source>
        <translation>Сурет көшірілуде</translation>
    </message>
    <message>
        <source>The picture could not be copied.</source>
        <translation>Суретті көшіру мүмкін болмады.</translation>
    </message>
    <message>
        <source>Save annotated picture</source>
        <translation>Белгіленген суретті сақтау</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;JPEG picture (*.jpg *.jpeg)</source>
        <translation>PNG суреті (*.png);;JPEG суреті (*.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Saving the picture</source>
        <translation>Сурет сақталуда</translation>
    </message>
    <message>
        <source>The picture was not saved.</source>
        <translation>Сурет сақталмады.</translation>
    </message>
    <message>
        <source>Save table</source>
        <translation>Кестені сақтау</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Кесте (*.csv)</translation>
    </message>
    <message>
        <source>Preparing the table</source>
        <translation>Кесте дайындалуда</translation>
    </message>
    <message>
        <source>The table was not saved.</source>
        <translation>Кесте сақталмады.</translation>
    </message>
    <message>
        <source>Picture copied.</source>
        <translation>Сурет көшірілді.</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>{0} деп сақталды</translation>
    </message>
</context>
<context>
    <name>PhotoOpener</name>
    <message>
        <source>Looking for photos</source>
        <translation>Фото ізделуде</translation>
    </message>
    <message>
        <source>Looking into subfolders</source>
        <translation>Ішкі бумалар қаралуда</translation>
    </message>
    <message>
        <source>There is no photo to paste: copy a picture or a file first.</source>
        <translation>Қоятын фото жоқ: алдымен суретті не файлды көшіріңіз.</translation>
    </message>
    <message>
        <source>Details: {0}</source>
        <translation>Толығырақ: {0}</translation>
    </message>
    <message>
        <source>an empty clipboard</source>
        <translation>бос алмасу буфері</translation>
    </message>
    <message>
        <source>Photos ({0});;All files (*)</source>
        <translation>Фотолар ({0});;Барлық файлдар (*)</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>Фотоларды ашу</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Буманы ашу</translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>Open photos</source>
        <translation>Фотоларды ашу</translation>
    </message>
</context>
<context>
    <name>PhotosPage</name>
    <message>
        <source>No face found in this photo</source>
        <translation>Бұл фотодан бет табылмады</translation>
    </message>
    <message>
        <source>Faces that are very small, turned away or covered can be missed. A closer or brighter photo often helps.</source>
        <translation>Тым кішкентай, бұрылған не жабылған беттер байқалмай қалуы мүмкін. Жақынырақ не жарығырақ фото жиі көмектеседі.</translation>
    </message>
</context>
<context>
    <name>PhotosTab</name>
    <message>
        <source>Photos</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>Pasted picture {0}</source>
        <translation>Қойылған сурет {0}</translation>
    </message>
    <message>
        <source>Opening the photo…</source>
        <translation>Фото ашылып жатыр…</translation>
    </message>
    <message>
        <source>This photo could not be analysed</source>
        <translation>Бұл фотоны бағалау мүмкін болмады</translation>
    </message>
    <message>
        <source>This photo could not be opened</source>
        <translation>Бұл фотоны ашу мүмкін болмады</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Оқылмады</translation>
    </message>
    <message>
        <source>If another program opens the file, save it anew from there and open it again. The Delete key takes it off the list.</source>
        <translation>Файл басқа бағдарламада ашылса, оны сол жерден қайта сақтап, қайта ашыңыз. Delete пернесі оны тізімнен алып тастайды.</translation>
    </message>
    <message>
        <source>Choose one in the Model menu. Until then, photos are shown without estimates.</source>
        <translation>«Модель» мәзірінен таңдаңыз. Оған дейін фотолар тек көрсетіледі.</translation>
    </message>
    <message>
        <source>No model is in use</source>
        <translation>Модель таңдалмаған</translation>
    </message>
    <message>
        <source>The model is being loaded…</source>
        <translation>Модель жүктелуде…</translation>
    </message>
    <message>
        <source>Looking for faces…</source>
        <translation>Беттер ізделуде…</translation>
    </message>
    <message>
        <source>{0} × {1}</source>
        <translation>{0} × {1}</translation>
    </message>
    <message>
        <source>Page {0} of {1}</source>
        <translation>{1} парақтың {0}-парағы</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>ProgressBar</name>
    <message>
        <source>Progress</source>
        <translation>Жұмыс барысы</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Cancel</source>
        <translation>Бас тарту</translation>
    </message>
</context>
<context>
    <name>ProjectBanner</name>
    <message>
        <source>About this project</source>
        <translation>Бұл жоба туралы</translation>
    </message>
    <message>
        <source>Find the folder…</source>
        <translation>Буманы табу…</translation>
    </message>
    <message>
        <source>Analyse again…</source>
        <translation>Қайта талдау…</translation>
    </message>
    <message>
        <source>This project is open in another window or write-protected: you can look at everything, filter and export, but not change anything.</source>
        <translation>Бұл жоба басқа терезеде ашық немесе жазудан қорғалған: бәрін қарауға, сүзуге және экспорттауға болады, бірақ ештеңені өзгертуге болмайды.</translation>
    </message>
    <message>
        <source>The folder of its photos is missing: {0}. All results are kept. Connect the drive, or choose where the folder is now.</source>
        <translation>Фотолар бумасы орнында жоқ: {0}. Белгілі нәрсенің бәрі сақталады; дискіні қосыңыз немесе бума енді қайда екенін көрсетіңіз.</translation>
    </message>
    <message>
        <source>Analyse again with {0}…</source>
        <translation>{0} моделімен қайта талдау…</translation>
    </message>
</context>
<context>
    <name>ProjectController</name>
    <message>
        <source>Your remark could not be saved.</source>
        <translation>Ескертпеңізді сақтау мүмкін болмады.</translation>
    </message>
    <message>
        <source>This project is open read-only.</source>
        <translation>Бұл жоба тек оқу үшін ашық.</translation>
    </message>
    <message>
        <source>Your answer could not be saved.</source>
        <translation>Жауабыңызды сақтау мүмкін болмады.</translation>
    </message>
    <message numerus="yes">
        <source>Undone: a change to %Ln faces.</source>
        <translation>
            <numerusform>Болдырылмады: %Ln бетке жасалған өзгеріс.</numerusform>
            <numerusform>Болдырылмады: %Ln бетке жасалған өзгеріс.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Redone: a change to %Ln faces.</source>
        <translation>
            <numerusform>Қайталанды: %Ln бетке жасалған өзгеріс.</numerusform>
            <numerusform>Қайталанды: %Ln бетке жасалған өзгеріс.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProjectHeader</name>
    <message>
        <source>Labelling progress</source>
        <translation>Белгілеу барысы</translation>
    </message>
    <message>
        <source>Check for changes</source>
        <translation>Өзгерістерді тексеру</translation>
    </message>
    <message>
        <source>Held labels…</source>
        <translation>Кейінге қалдырылған белгілер…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Кідіріс</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Жалғастыру</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Тоқтату</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Тексеру</translation>
    </message>
</context>
<context>
    <name>ProjectOpener</name>
    <message>
        <source>Reading {0}</source>
        <translation>{0} оқылуда</translation>
    </message>
    <message>
        <source>Choose a folder of photos</source>
        <translation>Фото бумасын таңдау</translation>
    </message>
    <message>
        <source>AgeLens projects ({0});;All files (*)</source>
        <translation>AgeLens жобалары ({0});;Барлық файлдар (*)</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Жобаны ашу</translation>
    </message>
    <message>
        <source>Tables by AgeLens (*.csv);;All files (*)</source>
        <translation>AgeLens кестелері (*.csv);;Барлық файлдар (*)</translation>
    </message>
    <message>
        <source>Check a table again</source>
        <translation>Кестені қайта тексеру</translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation>Жобаны қалай сақтау</translation>
    </message>
    <message>
        <source>AgeLens projects ({0})</source>
        <translation>AgeLens жобалары ({0})</translation>
    </message>
</context>
<context>
    <name>ProjectRescue</name>
    <message>
        <source>Damaged project</source>
        <translation>Зақымданған жоба</translation>
    </message>
    <message>
        <source>What can still be read can be saved as a new project. The damaged file is not changed.</source>
        <translation>Әлі оқылатын бөлігін жаңа жоба етіп сақтауға болады. Зақымданған файл өзгермейді.</translation>
    </message>
    <message>
        <source>Save what can be read…</source>
        <translation>Оқылатынын сақтау…</translation>
    </message>
    <message>
        <source>Save the new project as</source>
        <translation>Жаңа жобаны былай сақтау</translation>
    </message>
    <message>
        <source>{0} (saved)</source>
        <translation>{0} (сақталған)</translation>
    </message>
    <message>
        <source>AgeLens projects ({0})</source>
        <translation>AgeLens жобалары ({0})</translation>
    </message>
    <message>
        <source>The damaged project is kept: choose another name.</source>
        <translation>Зақымданған жоба сақталады: басқа атау таңдаңыз.</translation>
    </message>
    <message>
        <source>The project could not be saved.</source>
        <translation>Жобаны сақтау мүмкін болмады.</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>{0} оқылуда</translation>
    </message>
    <message>
        <source>Saved: {0}.</source>
        <translation>Сақталды: {0}.</translation>
    </message>
    <message>
        <source>Some of it was lost, so all photos will be analysed again.</source>
        <translation>Деректердің бір бөлігі жоғалды, сондықтан барлық фото қайта талданады.</translation>
    </message>
</context>
<context>
    <name>ProjectTrust</name>
    <message>
        <source>Whose project is this?</source>
        <translation>Бұл кімнің жобасы?</translation>
    </message>
    <message>
        <source>“{0}” may take photos from anywhere on this computer.</source>
        <translation>«{0}» фотосуреттерді осы компьютердің кез келген жерінен алуы мүмкін.</translation>
    </message>
    <message>
        <source>“{0}” takes its photos from this folder, which is not beside it: {1}</source>
        <translation>«{0}» фотосуреттерді қасында жатпаған мына бумадан алады: {1}</translation>
    </message>
    <message>
        <source>AgeLens has not opened it here before. Open it only if you know the project and these are the photos you expect: exported tables and crops will hold what is found there.</source>
        <translation>AgeLens оны бұл жерде бұрын ашпаған. Жобаны білсеңіз және дәл осы фотосуреттерді күтсеңіз ғана ашыңыз: сол жерден табылғанның бәрі экспортталған кестелер мен қиып алынған беттерге түседі.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Ашу</translation>
    </message>
</context>
<context>
    <name>QueueBanner</name>
    <message>
        <source>Disagreements</source>
        <translation>Келіспеушіліктер</translation>
    </message>
    <message>
        <source>Remove settled faces</source>
        <translation>Шешілген беттерді алып тастау</translation>
    </message>
    <message>
        <source>Show all faces</source>
        <translation>Барлық беттерді көрсету</translation>
    </message>
    <message>
        <source>Faces with different labels by {0} and {1}: {2} of {3} settled</source>
        <translation>{0} мен {1} әртүрлі белгілеген беттер: {3} ішінен {2} шешілді</translation>
    </message>
</context>
<context>
    <name>RecentPhotos</name>
    <message>
        <source>Nothing yet</source>
        <translation>Әзірге ештеңе жоқ</translation>
    </message>
</context>
<context>
    <name>Recorder</name>
    <message>
        <source>Save picture</source>
        <translation>Суретті сақтау</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;JPEG picture (*.jpg *.jpeg)</source>
        <translation>PNG суреті (*.png);;JPEG суреті (*.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>The picture could not be saved.</source>
        <translation>Суретті сақтау мүмкін болмады.</translation>
    </message>
    <message>
        <source>Saved {0}.</source>
        <translation>Сақталды: {0}.</translation>
    </message>
    <message>
        <source>Log estimates to a table</source>
        <translation>Бағаларды кестеге жазу</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Кесте (*.csv)</translation>
    </message>
    <message>
        <source>Logging to {0}, without pictures.</source>
        <translation>{0} файлына жазылуда, суретсіз.</translation>
    </message>
    <message>
        <source>The log {0} is complete.</source>
        <translation>{0} жазбасы аяқталды.</translation>
    </message>
    <message>
        <source>The log ends here.</source>
        <translation>Жазба осымен аяқталады.</translation>
    </message>
</context>
<context>
    <name>RemarkPart</name>
    <message>
        <source>Comment ({0})</source>
        <translation>Жазба ({0})</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Жазба</translation>
    </message>
</context>
<context>
    <name>ReplayController</name>
    <message>
        <source>The table could not be checked.</source>
        <translation>Кестені тексеру мүмкін болмады.</translation>
    </message>
    <message>
        <source>Checking {0}</source>
        <translation>{0} тексерілуде</translation>
    </message>
    <message>
        <source>Table checked: {0}</source>
        <translation>Кесте тексерілді: {0}</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Жол</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Бет</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Мән</translation>
    </message>
    <message>
        <source>In the table</source>
        <translation>Кестеде</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Қазір</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>What was out of the ordinary</source>
        <translation>Не әдеттегіден тыс болды</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Тізімді көшіру</translation>
    </message>
</context>
<context>
    <name>ResultController</name>
    <message>
        <source>Now using {0}</source>
        <translation>Енді {0} қолданылады</translation>
    </message>
    <message>
        <source>The models are saved, but could not be evaluated.</source>
        <translation>Модельдер сақталды, бірақ оларды бағалау мүмкін болмады.</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>Open the full report</source>
        <translation>Толық есепті ашу</translation>
    </message>
    <message>
        <source>Class against the model…</source>
        <translation>Сынып модельге қарсы…</translation>
    </message>
    <message>
        <source>Guess ages of test faces before the models do</source>
        <translation>Сынақ беттерінің жасын модельдерден бұрын болжау</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>Қайта оқыту</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Нәтиже</translation>
    </message>
    <message>
        <source>Evaluating on the test faces</source>
        <translation>Сынақ беттерінде бағалау</translation>
    </message>
    <message numerus="yes">
        <source>Which is better, on the same %Ln test faces?</source>
        <translation>
            <numerusform>Дәл сол %Ln сынақ бетінде қайсысы жақсырақ?</numerusform>
            <numerusform>Дәл сол %Ln сынақ бетінде қайсысы жақсырақ?</numerusform>
        </translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Қолданыста</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Осы модельді қолдану</translation>
    </message>
    <message>
        <source>Use this model in all other tabs</source>
        <translation>Бұл модельді басқа қойындылардың бәрінде қолдану</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Жойылған</translation>
    </message>
    <message>
        <source>This model is no longer on this computer</source>
        <translation>Бұл модель енді бұл компьютерде жоқ</translation>
    </message>
    <message>
        <source>The models of this training have been deleted</source>
        <translation>Бұл оқытудың модельдері жойылған</translation>
    </message>
    <message numerus="yes">
        <source>“Manage models” shows what the training found, on %Ln test faces.</source>
        <translation>
            <numerusform>«Модельдерді басқару» терезесінде оқытудың %Ln сынақ бетіндегі көрсеткіштері тұр.</numerusform>
            <numerusform>«Модельдерді басқару» терезесінде оқытудың %Ln сынақ бетіндегі көрсеткіштері тұр.</numerusform>
        </translation>
    </message>
    <message>
        <source>What the missing faces did</source>
        <translation>Беттердің жетіспеуі неге әкелді</translation>
    </message>
    <message numerus="yes">
        <source>%Ln training faces in place of {0}.</source>
        <translation>
            <numerusform>{0} орнына оқытуға %Ln бет.</numerusform>
            <numerusform>{0} орнына оқытуға %Ln бет.</numerusform>
        </translation>
    </message>
    <message>
        <source>In brackets: 95 % intervals. A star marks a difference that is beyond chance.</source>
        <translation>Жақшада — 95 % аралықтар. Жұлдызша кездейсоқтықтан тыс айырманы белгілейді.</translation>
    </message>
    <message>
        <source>The second network has learned from fewer faces altogether: the row “All other faces” shows what that alone does.</source>
        <translation>Екінші желі жалпы азырақ бетте үйренген: соның өзі ғана неге әкелетінін «Барлық басқа беттер» жолы көрсетеді.</translation>
    </message>
    <message>
        <source>{0}: labels and predicted genders</source>
        <translation>{0}: белгілер мен болжанған жыныс</translation>
    </message>
    <message>
        <source>{0}: largest age errors</source>
        <translation>{0}: жастың ең үлкен қателері</translation>
    </message>
    <message>
        <source>{0}: gender differs from the label</source>
        <translation>{0}: жыныс белгіден өзгеше</translation>
    </message>
</context>
<context>
    <name>ResumeBanner</name>
    <message>
        <source>Unfinished training</source>
        <translation>Аяқталмаған оқыту</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Жалғастыру</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Жою</translation>
    </message>
    <message>
        <source>Resume the interrupted training</source>
        <translation>Үзілген оқытуды жалғастыру</translation>
    </message>
    <message>
        <source>Discard the interrupted training</source>
        <translation>Үзілген оқытуды жою</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0}; деректер: {1}</translation>
    </message>
    <message>
        <source>A training was interrupted: {0}, {1}.</source>
        <translation>Оқыту үзіліп қалды: {0}, {1}.</translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln epochs are done.</source>
        <translation>
            <numerusform>%Ln дәуірдің {0} дайын.</numerusform>
            <numerusform>%Ln дәуірдің {0} дайын.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are %Ln more.</source>
        <translation>
            <numerusform>Тағы %Ln бар.</numerusform>
            <numerusform>Тағы %Ln бар.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewActions</name>
    <message>
        <source>Change the &amp;keys…</source>
        <translation>&amp;Пернелерді ауыстыру…</translation>
    </message>
    <message>
        <source>Change the &amp;reviewer…</source>
        <translation>Т&amp;ексерушіні ауыстыру…</translation>
    </message>
    <message>
        <source>Show &amp;others&apos; labels</source>
        <translation>&amp;Басқалардың белгілерін көрсету</translation>
    </message>
    <message>
        <source>&amp;Next face</source>
        <translation>&amp;Келесі бет</translation>
    </message>
    <message>
        <source>&amp;Previous face</source>
        <translation>&amp;Алдыңғы бет</translation>
    </message>
    <message>
        <source>&amp;Female</source>
        <translation>&amp;Әйел</translation>
    </message>
    <message>
        <source>&amp;Male</source>
        <translation>&amp;Ер</translation>
    </message>
    <message>
        <source>&amp;Confirm and continue</source>
        <translation>&amp;Растап, әрі қарай</translation>
    </message>
    <message>
        <source>Hide the model’s ans&amp;wers until you answer</source>
        <translation>Сіз жауап бергенше &amp;модель жауаптарын жасыру</translation>
    </message>
    <message>
        <source>Cannot &amp;tell</source>
        <translation>&amp;Анықтай алмаймын</translation>
    </message>
    <message>
        <source>Not a fa&amp;ce</source>
        <translation>Б&amp;ет емес</translation>
    </message>
    <message>
        <source>C&amp;lear my answer</source>
        <translation>Жауабымды &amp;тазалау</translation>
    </message>
    <message>
        <source>&amp;Add a missed face</source>
        <translation>&amp;Қалып қойған бетті қосу</translation>
    </message>
    <message>
        <source>Mo&amp;ve or resize the box</source>
        <translation>Жақтауды жыл&amp;жыту не өзгерту</translation>
    </message>
    <message>
        <source>Com&amp;ment on the face</source>
        <translation>Бет туралы &amp;жазба</translation>
    </message>
    <message>
        <source>&amp;Discuss</source>
        <translation>&amp;Талқылау</translation>
    </message>
    <message>
        <source>&amp;Poor picture</source>
        <translation>&amp;Нашар сурет</translation>
    </message>
    <message>
        <source>&amp;Good example</source>
        <translation>Жа&amp;қсы мысал</translation>
    </message>
    <message>
        <source>Un&amp;do</source>
        <translation>&amp;Болдырмау</translation>
    </message>
    <message>
        <source>R&amp;edo</source>
        <translation>&amp;Қайталау</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Үлкейту</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>&amp;Кішірейту</translation>
    </message>
    <message>
        <source>Close-&amp;up of the face</source>
        <translation>Бетті &amp;ірі көрсету</translation>
    </message>
    <message>
        <source>&amp;Back to all faces</source>
        <translation>Барлық бетке қайт&amp;у</translation>
    </message>
    <message>
        <source>Review a&amp;ge and gender</source>
        <translation>Жас &amp;пен жынысты тексеру</translation>
    </message>
    <message>
        <source>Review gender &amp;only</source>
        <translation>Тек ж&amp;ынысты тексеру</translation>
    </message>
    <message>
        <source>Review age on&amp;ly</source>
        <translation>Тек ж&amp;асты тексеру</translation>
    </message>
    <message>
        <source>Label the face</source>
        <translation>Бетті белгілеу</translation>
    </message>
    <message>
        <source>Remarks on the face</source>
        <translation>Бет туралы ескертпелер</translation>
    </message>
    <message>
        <source>Undo and redo</source>
        <translation>Болдырмау және қайталау</translation>
    </message>
    <message>
        <source>Move between faces</source>
        <translation>Беттен бетке өту</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Масштаб</translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>ReviewCanvas</name>
    <message>
        <source>Photo under review</source>
        <translation>Тексерілетін фото</translation>
    </message>
</context>
<context>
    <name>ReviewCommands</name>
    <message>
        <source>This project is open read-only.</source>
        <translation>Бұл жоба тек оқу үшін ашық.</translation>
    </message>
</context>
<context>
    <name>ReviewLayout</name>
    <message>
        <source>Face {0}: {1}</source>
        <translation>{0}-бет: {1}</translation>
    </message>
    <message>
        <source>This project is open in another window or write-protected: you can view everything, but change nothing.</source>
        <translation>Бұл жоба басқа терезеде ашық немесе жазудан қорғалған: бәрін қарауға болады, бірақ ештеңені өзгертуге болмайды.</translation>
    </message>
    <message>
        <source>Drag a handle or the box, or use the keys: arrow keys move the box, Shift+arrow keys resize it, Enter keeps it, Escape cancels.</source>
        <translation>Тұтқасынан не жақтаудан тартыңыз. Немесе: көрсеткілер жақтауды жылжытады, Shift-пен өлшемін өзгертеді, Enter сақтайды, Escape бас тартады.</translation>
    </message>
    <message>
        <source>Drag a box around the face, or use the keys: arrow keys move the box, Shift+arrow keys resize it, Enter adds it, Escape cancels.</source>
        <translation>Беттің айналасына жақтау сызыңыз. Немесе: көрсеткілер жақтауды жылжытады, Shift-пен өлшемін өзгертеді, Enter қосады, Escape бас тартады.</translation>
    </message>
    <message>
        <source>Type digits for an age</source>
        <translation>Сандар жасты тереді</translation>
    </message>
    <message>
        <source>{0} confirms and continues</source>
        <translation>{0}: растап, әрі қарай</translation>
    </message>
    <message>
        <source>{0} goes back</source>
        <translation>{0}: артқа</translation>
    </message>
    <message>
        <source>F1 shows all keys</source>
        <translation>F1: барлық пернелер</translation>
    </message>
</context>
<context>
    <name>ReviewNavigator</name>
    <message>
        <source>That was the last one.</source>
        <translation>Бұл соңғысы еді.</translation>
    </message>
    <message>
        <source>This is the first one.</source>
        <translation>Бұл біріншісі.</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>What to review</source>
        <translation>Нені тексеру</translation>
    </message>
    <message>
        <source>When off, you label without seeing what others answered</source>
        <translation>Өшірулі болса, басқалардың жауабын көрмей белгілейсіз</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Өзгерту…</translation>
    </message>
    <message>
        <source>Reviewer: {0}</source>
        <translation>Тексеруші: {0}</translation>
    </message>
    <message>
        <source>No reviewer named yet</source>
        <translation>Тексеруші әлі аталмаған</translation>
    </message>
    <message>
        <source>No other labels.</source>
        <translation>Басқа белгілер жоқ.</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>Type an age</source>
        <translation>Жасты теру</translation>
    </message>
    <message>
        <source>0 to 9, Backspace</source>
        <translation>0-ден 9-ға дейін, Backspace</translation>
    </message>
    <message>
        <source>Other faces of this photo</source>
        <translation>Бұл фотодағы басқа беттер</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Жоғары, төмен</translation>
    </message>
    <message>
        <source>First and last face</source>
        <translation>Бірінші және соңғы бет</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Home мен End</translation>
    </message>
    <message>
        <source>Move the enlarged photo</source>
        <translation>Үлкейтілген фотоны жылжыту</translation>
    </message>
    <message>
        <source>Shift+arrow keys</source>
        <translation>Shift және көрсеткілер</translation>
    </message>
    <message>
        <source>Arrow keys, Shift+arrow keys</source>
        <translation>Көрсеткілер, Shift-пен</translation>
    </message>
    <message>
        <source>Move or resize a box</source>
        <translation>Жақтауды жылжыту не өлшемін өзгерту</translation>
    </message>
    <message>
        <source>Model: {0}</source>
        <translation>Модель: {0}</translation>
    </message>
    <message>
        <source>Model: {0}, not the current one</source>
        <translation>Модель: {0}, ағымдағысы емес</translation>
    </message>
    <message>
        <source>Was one missed? Press {0} and draw a box around it.</source>
        <translation>Бет қалып қойды ма? {0} басып, айналасына жақтау сызыңыз.</translation>
    </message>
</context>
<context>
    <name>ReviewerLine</name>
    <message>
        <source>Your name or initials, as they should appear in the table</source>
        <translation>Кестеде тұратын атыңыз не инициалдарыңыз</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Жарайды</translation>
    </message>
</context>
<context>
    <name>ReviewersDialog</name>
    <message>
        <source>Reviewers</source>
        <translation>Тексерушілер</translation>
    </message>
    <message>
        <source>How faces are shared out</source>
        <translation>Беттер қалай бөлінген</translation>
    </message>
    <message>
        <source>Every face is for everybody</source>
        <translation>Әр бет бәріне арналған</translation>
    </message>
    <message>
        <source>Photos in turn</source>
        <translation>Фотолар кезекпен</translation>
    </message>
    <message>
        <source>By folder</source>
        <translation>Бума бойынша</translation>
    </message>
    <message>
        <source>Names of the reviewers, separated by commas</source>
        <translation>Тексерушілердің аттары, үтірмен</translation>
    </message>
    <message>
        <source>Share out</source>
        <translation>Бөлу</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Тексеруші</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Тексерілген</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Уақыт</translation>
    </message>
    <message>
        <source>Of their faces</source>
        <translation>Өз беттері</translation>
    </message>
    <message>
        <source>Per face</source>
        <translation>Бір бетке</translation>
    </message>
    <message>
        <source>Progress of the reviewers</source>
        <translation>Тексерушілердің ілгерілеуі</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Бағандар</translation>
    </message>
    <message>
        <source>Folders and their reviewers</source>
        <translation>Бумалар мен тексерушілері</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Бума</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Кімге</translation>
    </message>
    <message>
        <source>(the folder itself)</source>
        <translation>(буманың өзі)</translation>
    </message>
    <message>
        <source>Reviewer of {0}</source>
        <translation>{0} бумасының тексерушісі</translation>
    </message>
    <message>
        <source>Time adds up what lies between two answers, except pauses of more than two minutes.</source>
        <translation>Уақыт — жауаптар арасындағы аралықтардың қосындысы, екі минуттан ұзақ үзілістерден басқасы.</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Ешкім</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} с</translation>
    </message>
</context>
<context>
    <name>RoundEndPage</name>
    <message>
        <source>Faces of this round</source>
        <translation>Осы раундтың беттері</translation>
    </message>
    <message>
        <source>The class</source>
        <translation>Сынып</translation>
    </message>
    <message>
        <source>{0} was nearest: {1} years off on average.</source>
        <translation>Ең жақыны: {0}, орташа қатесі {1} жас.</translation>
    </message>
    <message>
        <source>A draw between {0}: {1} years off on average.</source>
        <translation>Тең ойын ({0}): орташа қатесі {1} жас.</translation>
    </message>
    <message>
        <source>{0}: {1} years off on average.</source>
        <translation>{0}: орташа қатесі {1} жас.</translation>
    </message>
    <message>
        <source>So few faces say little: another round may end differently.</source>
        <translation>Мұнша аз бет көп нәрсе айтпайды: басқа раунд өзгеше аяқталуы мүмкін.</translation>
    </message>
    <message>
        <source>Nobody can tell whether a model was trained on some of these faces.</source>
        <translation>Модель осы беттердің кейбірімен оқытылған-оқытылмағаны белгісіз.</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Бет</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Белгі</translation>
    </message>
    <message>
        <source>{0} (off by {1})</source>
        <translation>{0} (қатесі {1})</translation>
    </message>
</context>
<context>
    <name>RoundStartPage</name>
    <message>
        <source>A face is shown, and the class says how old it looks. Then come the answers of the models and the label. Whoever is nearer on average wins. The faces were kept for the test: no model has been trained on them.</source>
        <translation>Бет көрсетіледі, сынып оның қанша жаста көрінетінін айтады. Сосын модельдердің жауаптары мен белгі шығады. Орта есеппен кім жақын болса, сол жеңеді. Бұл беттер сынаққа қалдырылған: ешбір модель олармен оқытылмаған.</translation>
    </message>
    <message>
        <source>Number of faces</source>
        <translation>Беттер саны</translation>
    </message>
    <message>
        <source>Start the round</source>
        <translation>Раундты бастау</translation>
    </message>
</context>
<context>
    <name>RunHeader</name>
    <message>
        <source>Progress of the training</source>
        <translation>Оқыту барысы</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Кідіріс</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Жалғастыру</translation>
    </message>
    <message>
        <source>Stop and keep the best so far</source>
        <translation>Тоқтатып, ең жақсысын қалдыру</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Pictures of the networks</source>
        <translation>Желілердің суреттері</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Қабаттар</translation>
    </message>
    <message>
        <source>Filters and activations</source>
        <translation>Сүзгілер мен активациялар</translation>
    </message>
    <message>
        <source>Set up another training</source>
        <translation>Басқа оқытуды баптау</translation>
    </message>
    <message>
        <source>Training views</source>
        <translation>Оқыту көріністері</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Беттер</translation>
    </message>
    <message>
        <source>Under the hood</source>
        <translation>Ішкі құрылысы</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Нәтиже</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Қисықтар</translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>Earlier runs</source>
        <translation>Бұрынғы оқытулар</translation>
    </message>
    <message>
        <source>Last at work</source>
        <translation>Соңғы жұмыс</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Күйі</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Желі</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Беттер</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Дәуірлер</translation>
    </message>
    <message>
        <source>Age error (years)</source>
        <translation>Жас қатесі (жыл)</translation>
    </message>
    <message>
        <source>Gender accuracy</source>
        <translation>Жыныс дәлдігі</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>Дискіде</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Жолдар</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Бағандар</translation>
    </message>
    <message>
        <source>Tick it to draw its curves below</source>
        <translation>Қисықтарын төменде көру үшін белгілеңіз</translation>
    </message>
</context>
<context>
    <name>RunsController</name>
    <message>
        <source>The class cannot play against this run.</source>
        <translation>Бұл оқытуға қарсы ойнау мүмкін емес.</translation>
    </message>
    <message>
        <source>This frees {0} and cannot be undone.</source>
        <translation>Бұл {0} босатады, болдырмау мүмкін емес.</translation>
    </message>
    <message>
        <source>The models that these runs made and the prepared faces are kept.</source>
        <translation>Осы оқытулардан шыққан модельдер мен дайындалған беттер сақталады.</translation>
    </message>
    <message>
        <source>What is not finished cannot be continued afterwards.</source>
        <translation>Аяқталмағанын одан кейін жалғастыру мүмкін болмайды.</translation>
    </message>
    <message>
        <source>Delete runs</source>
        <translation>Оқытуларды жою</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Жою</translation>
    </message>
    <message>
        <source>The runs are deleted; {0} are free again.</source>
        <translation>Оқытулар жойылды; {0} босады.</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>Earlier runs</source>
        <translation>Бұрынғы оқытулар</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Артқа</translation>
    </message>
    <message>
        <source>Tick runs in the list to see their curves together.</source>
        <translation>Қисықтарын бірге көру үшін тізімдегі оқытуларды белгілеңіз.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Ашу</translation>
    </message>
    <message>
        <source>Show the curves, the faces and the result of this run</source>
        <translation>Осы оқытудың қисықтарын, беттерін және нәтижесін көрсету</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Жалғастыру</translation>
    </message>
    <message>
        <source>Train the epochs that were planned and are not done yet</source>
        <translation>Жоспарланған, бірақ әлі өтпеген дәуірлерді оқыту</translation>
    </message>
    <message>
        <source>Choose one run to train on</source>
        <translation>Әрі қарай жалғастыру үшін бір оқытуды таңдаңыз</translation>
    </message>
    <message>
        <source>Train the model of this run on the same faces, in small steps; this makes another model</source>
        <translation>Осы оқытудың моделін сол беттерде шағын қадамдармен әрі қарай оқыту; тағы бір модель шығады</translation>
    </message>
    <message>
        <source>This run is not at its end: continue it first</source>
        <translation>Бұл оқыту аяқталмаған: алдымен оны жалғастырыңыз</translation>
    </message>
    <message>
        <source>This run made several models: to train one of them on, begin a training and choose it under Start from</source>
        <translation>Бұл оқыту бірнеше модель жасады: біреуін әрі қарай оқыту үшін оқытуды бастап, оны «Неден бастау» тармағында таңдаңыз</translation>
    </message>
    <message>
        <source>This run has left no model to train on</source>
        <translation>Бұл оқытудан әрі қарай оқытатын модель қалмады</translation>
    </message>
    <message>
        <source>Class against the &amp;model…</source>
        <translation>Сынып &amp;модельге қарсы…</translation>
    </message>
    <message>
        <source>Guess ages of test faces before the models of this run do</source>
        <translation>Сынақ беттерінің жасын осы оқытудың модельдерінен бұрын болжау</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Жою…</translation>
    </message>
    <message>
        <source>No run is kept on this computer yet.</source>
        <translation>Бұл компьютерде әзірге бірде-бір оқыту жоқ.</translation>
    </message>
</context>
<context>
    <name>ScoreTable</name>
    <message>
        <source>The class</source>
        <translation>Сынып</translation>
    </message>
    <message>
        <source>Answers and score</source>
        <translation>Жауаптар мен есеп</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Жасы</translation>
    </message>
    <message>
        <source>Off by</source>
        <translation>Қатесі</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Орташа</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Ең жақын</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation>Тазалау</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Табу</translation>
    </message>
</context>
<context>
    <name>SeekBar</name>
    <message>
        <source>Place in the video</source>
        <translation>Бейнедегі орын</translation>
    </message>
    <message>
        <source>Left and Right: one second. Page Up and Page Down: ten</source>
        <translation>Солға және оңға: бір секунд. Page Up және Page Down: он секунд</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>Selected faces</source>
        <translation>Таңдалған беттер</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>Таңдалды: %Ln</numerusform>
            <numerusform>Таңдалды: %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionController</name>
    <message>
        <source>Enter your name or initials first.</source>
        <translation>Алдымен атыңызды немесе инициалдарыңызды енгізіңіз.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces labelled.</source>
        <translation>
            <numerusform>%Ln бет белгіленді.</numerusform>
            <numerusform>%Ln бет белгіленді.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln had this answer already.</source>
        <translation>
            <numerusform>%Ln бетте бұл жауап бұрыннан бар.</numerusform>
            <numerusform>%Ln бетте бұл жауап бұрыннан бар.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln have no answer to confirm.</source>
        <translation>
            <numerusform>%Ln бетте растайтын жауап жоқ.</numerusform>
            <numerusform>%Ln бетте растайтын жауап жоқ.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>The model “{0}”, which was in use, is no longer installed. The current model is {1} now.</source>
        <translation>Қолданылған «{0}» моделі енді орнатылмаған. Қазір ағымдағы модель — {1}.</translation>
    </message>
    <message>
        <source>The model could not be loaded.</source>
        <translation>Модельді жүктеу мүмкін болмады.</translation>
    </message>
</context>
<context>
    <name>ShakeCurves</name>
    <message>
        <source>Apparent age over the way of the slider</source>
        <translation>Жүгірткінің бүкіл жолындағы көрінетін жас</translation>
    </message>
    <message>
        <source>Perceived gender over the way of the slider</source>
        <translation>Жүгірткінің бүкіл жолындағы қабылданатын жыныс</translation>
    </message>
    <message>
        <source>Apparent age with its range, years</source>
        <translation>Көрінетін жас пен оның аралығы, жыл</translation>
    </message>
    <message>
        <source>Probability of “female”, %; hollow: not sure</source>
        <translation>«Әйел» ықтималдығы, %; ақ нүктелер: сенімсіз</translation>
    </message>
</context>
<context>
    <name>ShakeSliders</name>
    <message>
        <source>Light</source>
        <translation>Жарық</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>Бұлыңғырлық</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Бұру</translation>
    </message>
    <message>
        <source>Size of the face</source>
        <translation>Бет өлшемі</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Бетперде</translation>
    </message>
    <message>
        <source>{0} stops</source>
        <translation>{0} EV</translation>
    </message>
    <message>
        <source>{0} px</source>
        <translation>{0} пкс</translation>
    </message>
</context>
<context>
    <name>ShakeTestDialog</name>
    <message>
        <source>Shake test</source>
        <translation>Тұрақтылықты сынау</translation>
    </message>
    <message>
        <source>The photo around the face</source>
        <translation>Бет айналасындағы фото</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>Желі не көреді</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Қалпына келтіру</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Жабу</translation>
    </message>
    <message>
        <source>Nothing of this is stored.</source>
        <translation>Бұлардың ештеңесі сақталмайды.</translation>
    </message>
</context>
<context>
    <name>ShakenAnswer</name>
    <message>
        <source>Apparent age</source>
        <translation>Көрінетін жас</translation>
    </message>
    <message>
        <source>Perceived gender (from appearance)</source>
        <translation>Қабылданатын жыныс (сырт келбетіне қарай)</translation>
    </message>
    <message>
        <source>as it is: {0}</source>
        <translation>өзгеріссіз: {0}</translation>
    </message>
    <message>
        <source>AgeLens finds no face in such a photo.</source>
        <translation>Мұндай фотода AgeLens бет таппайды.</translation>
    </message>
    <message>
        <source>Hard to read: the range is {0} times as wide as for a clear face.</source>
        <translation>Бетті ажырату қиын: аралық анық бетке қарағанда {0} есе кең.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Пернелер</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Өңдеу</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Көрініс</translation>
    </message>
    <message>
        <source>With the photo in front</source>
        <translation>Фото алда тұрғанда</translation>
    </message>
    <message>
        <source>Previous or next photo</source>
        <translation>Алдыңғы не келесі фото</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Солға, оңға</translation>
    </message>
    <message>
        <source>First or last photo</source>
        <translation>Бірінші немесе соңғы фото</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Home мен End</translation>
    </message>
    <message>
        <source>Previous or next face</source>
        <translation>Алдыңғы не келесі бет</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Жоғары, төмен</translation>
    </message>
    <message>
        <source>Move the enlarged photo</source>
        <translation>Үлкейтілген фотоны жылжыту</translation>
    </message>
    <message>
        <source>Shift with arrow keys</source>
        <translation>Shift және көрсеткілер</translation>
    </message>
    <message>
        <source>Zoom, fit, actual size</source>
        <translation>Масштаб, терезеге сыйғызу, нақты өлшем</translation>
    </message>
    <message>
        <source>+  −  0  1, or the wheel</source>
        <translation>+  −  0  1 немесе тінтуір дөңгелегі</translation>
    </message>
</context>
<context>
    <name>Slideshow</name>
    <message>
        <source>Slideshow</source>
        <translation>Слайд көрсету</translation>
    </message>
</context>
<context>
    <name>SnapshotDialog</name>
    <message>
        <source>Take a webcam picture</source>
        <translation>Веб-камерадан сурет түсіру</translation>
    </message>
    <message>
        <source>CAMERA ON</source>
        <translation>КАМЕРА ҚОСУЛЫ</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>Суретке түсіру</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Бас тарту</translation>
    </message>
    <message>
        <source>The picture stays in the memory of this computer.</source>
        <translation>Сурет осы компьютердің жадында қалады.</translation>
    </message>
</context>
<context>
    <name>StartChoice</name>
    <message>
        <source>Start from</source>
        <translation>Неден бастау</translation>
    </message>
    <message>
        <source>Nothing: train from scratch</source>
        <translation>Нөлден</translation>
    </message>
    <message>
        <source>The first predictions are random; learning takes thousands of faces.</source>
        <translation>Алғашқы болжамдар кездейсоқ; үйрену үшін мыңдаған бет керек.</translation>
    </message>
    <message>
        <source>An installed model</source>
        <translation>Орнатылған модельден</translation>
    </message>
    <message>
        <source>Model to start from</source>
        <translation>Бастайтын модель</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Модельдер</translation>
    </message>
    <message>
        <source>Fine-tuning: the model keeps what it has learned and adapts to these faces. It needs at least {0} labelled faces; a few hundred are better.</source>
        <translation>Толықтыра оқыту: модель үйренгенін сақтап, осы беттерге бейімделеді. Кемінде {0} белгіленген бет керек; бірнеше жүз болғаны жақсырақ.</translation>
    </message>
    <message>
        <source>Not available for a duel: to be fair, both networks start from scratch.</source>
        <translation>Сайыста қолжетімсіз: әділ болуы үшін екі желі де нөлден бастайды.</translation>
    </message>
    <message>
        <source>There is no model of this architecture yet: train one from scratch first.</source>
        <translation>Бұл архитектураның моделі әлі жоқ: алдымен нөлден оқытыңыз.</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>No folder is open</source>
        <translation>Бума ашылмаған</translation>
    </message>
    <message>
        <source>Label a whole folder</source>
        <translation>Тұтас буманы белгілеу</translation>
    </message>
    <message>
        <source>Every face gets an apparent age and a perceived gender, which you can then review. Drop a folder or a project here, or choose one. Your photos are never changed.</source>
        <translation>Әр бет көрінетін жас пен қабылданатын жынысқа ие болады, оларды кейін тексеруге болады. Бума не жобаны осында сүйреңіз немесе таңдаңыз. Фотоларыңыз ешқашан өзгертілмейді.</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Соңғы жобалар</translation>
    </message>
    <message>
        <source>Photos and video never leave this computer.</source>
        <translation>Фото мен бейне бұл компьютерден ешқашан шықпайды.</translation>
    </message>
</context>
<context>
    <name>SubfolderBanner</name>
    <message>
        <source>Photos in subfolders</source>
        <translation>Ішкі бумалардағы фотолар</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ашу</translation>
    </message>
    <message>
        <source>Open the photos in subfolders, too</source>
        <translation>Ішкі бумалардағы фотоларды да ашу</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Қазір емес</translation>
    </message>
    <message>
        <source>Do not open the photos in subfolders</source>
        <translation>Ішкі бумалардағы фотоларды ашпау</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos here</source>
        <translation>
            <numerusform>Мұнда %Ln фото</numerusform>
            <numerusform>Мұнда %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in subfolders: open them too?</source>
        <translation>
            <numerusform>ішкі бумаларда %Ln: оларды да ашу керек пе?</numerusform>
            <numerusform>ішкі бумаларда %Ln: оларды да ашу керек пе?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SurenessCurve</name>
    <message>
        <source>Errors against the share answered</source>
        <translation>Қателер мен жауап үлесі</translation>
    </message>
    <message>
        <source>answered (across), wrong among them (up)</source>
        <translation>жауап берілген (оңға), оның қатесі (жоғары)</translation>
    </message>
</context>
<context>
    <name>SurenessDialog</name>
    <message>
        <source>Not sure below</source>
        <translation>Қай балға дейін сенімсіз</translation>
    </message>
    <message>
        <source>Let the model’s own rule decide</source>
        <translation>Модельдің өз ережесі шешеді</translation>
    </message>
    <message>
        <source>Lowest score that counts as an answer</source>
        <translation>Жауап деп саналатын ең төмен балл</translation>
    </message>
    <message>
        <source>For the curve of errors, state the gender of more faces: at least {0} that would be answered are needed.</source>
        <translation>Қателер қисығы үшін көбірек беттің жынысын көрсетіңіз: жауап берілетін кемінде {0} бет керек.</translation>
    </message>
    <message>
        <source>The model’s rule also looks at how readable a face is: it is not sure sooner where a face is blurred, dark or covered.</source>
        <translation>Модельдің ережесі беттің қаншалықты анық екенін де ескереді: бет бұлыңғыр, қараңғы не жабық болса, ол ертерек сенімсіз болады.</translation>
    </message>
    <message>
        <source>No face here has a score.</source>
        <translation>Мұнда балы бар бет жоқ.</translation>
    </message>
    <message>
        <source>{0} % of all faces would be answered.</source>
        <translation>Барлық беттің {0} %-ына жауап берілер еді.</translation>
    </message>
    <message>
        <source>Of the faces whose gender you stated, {0} % would be answered, {1} % of them wrongly.</source>
        <translation>Жынысын сіз көрсеткен беттердің {0} %-ына жауап берілер еді, оның {1} %-ы қате.</translation>
    </message>
</context>
<context>
    <name>SystemDevices</name>
    <message>
        <source>This camera is no longer connected. Camera: {0}</source>
        <translation>Бұл камера енді жоқ. Камера: {0}</translation>
    </message>
</context>
<context>
    <name>TrainingActions</name>
    <message>
        <source>Choose &amp;folder of faces…</source>
        <translation>Беттер &amp;бумасын таңдау…</translation>
    </message>
    <message>
        <source>Choose &amp;archive or table…</source>
        <translation>&amp;Мұрағат не кестені таңдау…</translation>
    </message>
    <message>
        <source>&amp;Start training</source>
        <translation>Оқытуды б&amp;астау</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>Кі&amp;діріс</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Жалғастыру</translation>
    </message>
    <message>
        <source>S&amp;top and keep the best so far</source>
        <translation>&amp;Тоқтатып, ең жақсысын қалдыру</translation>
    </message>
    <message>
        <source>&amp;Earlier runs</source>
        <translation>&amp;Бұрынғы оқытулар</translation>
    </message>
    <message>
        <source>Under the &amp;hood</source>
        <translation>&amp;Ішкі құрылысы</translation>
    </message>
</context>
<context>
    <name>TrainingPage</name>
    <message>
        <source>The training cannot start.</source>
        <translation>Оқытуды бастау мүмкін емес.</translation>
    </message>
    <message>
        <source>A training is running. Only photos can be dropped here meanwhile: they go on the face wall.</source>
        <translation>Оқыту жүріп жатыр. Осы кезде мұнда тек фото сүйреп әкелуге болады: олар беттер қабырғасына шығады.</translation>
    </message>
    <message>
        <source>A training is running. Stop it before you choose other faces.</source>
        <translation>Оқыту жүріп жатыр: басқа беттерді таңдамас бұрын оны тоқтатыңыз.</translation>
    </message>
    <message>
        <source>The model that this run made has been deleted.</source>
        <translation>Осы оқытудан шыққан модель жойылған.</translation>
    </message>
    <message>
        <source>Training: {0} on {1}</source>
        <translation>Оқыту: {0}; деректер: {1}</translation>
    </message>
    <message>
        <source>AgeLens keeps the best model so far. You can continue the training later: it is listed under “Earlier runs”.</source>
        <translation>AgeLens әзірге ең жақсы модельді сақтайды. Оқытуды кейін жалғастыруға болады: ол бұрынғы оқытулардың тізімінде тұр.</translation>
    </message>
    <message>
        <source>Stop this training?</source>
        <translation>Оқытуды тоқтату керек пе?</translation>
    </message>
    <message>
        <source>Stop and keep the best so far</source>
        <translation>Тоқтатып, ең жақсысын қалдыру</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>Оқытуды жалғастыра беру</translation>
    </message>
    <message numerus="yes">
        <source>This deletes %Ln trained epochs, which cannot be undone.</source>
        <translation>
            <numerusform>Оқытылған %Ln эпоха жойылады; мұны кері қайтару мүмкін емес.</numerusform>
            <numerusform>Оқытылған %Ln эпоха жойылады; мұны кері қайтару мүмкін емес.</numerusform>
        </translation>
    </message>
    <message>
        <source>No epoch was finished. It cannot be resumed afterwards.</source>
        <translation>Бірде-бір эпоха аяқталмаған. Содан кейін оқытуды жалғастыру мүмкін болмайды.</translation>
    </message>
    <message>
        <source>Discard the interrupted training?</source>
        <translation>Үзілген оқытуды жою керек пе?</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Жою</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Бас тарту</translation>
    </message>
</context>
<context>
    <name>TrainingSetupPage</name>
    <message>
        <source>How long</source>
        <translation>Қанша уақыт</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Басқа баптаулар</translation>
    </message>
    <message>
        <source>Combined</source>
        <translation>Біріктірілген</translation>
    </message>
    <message>
        <source>Separate</source>
        <translation>Бөлек</translation>
    </message>
    <message>
        <source>Both as a duel</source>
        <translation>Екеуі де, сайыс</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Ұсынылған</translation>
    </message>
    <message>
        <source>Which network</source>
        <translation>Қай желі</translation>
    </message>
    <message>
        <source>One network with two outputs: age and gender share the same features.</source>
        <translation>Екі шығысы бар бір желі: жас пен жыныс ортақ белгілерді пайдаланады.</translation>
    </message>
    <message>
        <source>Two independent networks: one for age, one for gender.</source>
        <translation>Екі тәуелсіз желі: бірі жасқа, бірі жынысқа.</translation>
    </message>
    <message>
        <source>Both are trained in turns on the same faces: see which one learns better.</source>
        <translation>Екеуі де кезекпен бірдей беттермен оқытылады: қайсысы жақсы үйренетіні көрінеді.</translation>
    </message>
    <message>
        <source>Our own deeper network, the most accurate one in AgeLens; it also states how certain it is.</source>
        <translation>Біздің тереңірек желіміз, AgeLens ішіндегі ең дәлі; өз сенімділігін де айтады.</translation>
    </message>
    <message numerus="yes">
        <source>Too few faces to train on: %Ln can be used; at least {0} are needed.</source>
        <translation>
            <numerusform>Оқытуға бет тым аз: %Ln жарайды, кемінде {0} керек.</numerusform>
            <numerusform>Оқытуға бет тым аз: %Ln жарайды, кемінде {0} керек.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Starting from a model takes at least {0} labelled faces; there are %Ln.</source>
        <translation>
            <numerusform>Модельден бастау үшін кемінде {0} белгіленген бет керек; бары %Ln.</numerusform>
            <numerusform>Модельден бастау үшін кемінде {0} белгіленген бет керек; бары %Ln.</numerusform>
        </translation>
    </message>
    <message>
        <source>First choose a folder, an archive or a table.</source>
        <translation>Алдымен буманы, мұрағатты не кестені таңдаңыз.</translation>
    </message>
    <message>
        <source>starts from {0}</source>
        <translation>{0} моделінен басталады</translation>
    </message>
    <message>
        <source>Not available for both networks as a duel: choose one network.</source>
        <translation>Екі желі сайысқанда қолжетімсіз: бір желіні таңдаңыз.</translation>
    </message>
    <message>
        <source>Not available when starting from a model: it has seen the whole group already.</source>
        <translation>Модельден бастағанда қолжетімсіз: ол бүкіл топты көріп қойған.</translation>
    </message>
</context>
<context>
    <name>TrainingTab</name>
    <message>
        <source>Training</source>
        <translation>Оқыту</translation>
    </message>
    <message>
        <source>A training was interrupted. You can resume it in the Training tab.</source>
        <translation>Оқыту үзілді. Оны «Оқыту» қойындысында жалғастыруға болады.</translation>
    </message>
</context>
<context>
    <name>UnfitModelDialog</name>
    <message>
        <source>A model trained without a group</source>
        <translation>Топсыз оқытылған модель</translation>
    </message>
    <message>
        <source>This model was trained on purpose with a part of a group left out, so it is worse for that group than it need be. Use it in all tabs anyway?</source>
        <translation>Бұл модельді оқытқанда бір топтың бөлігі әдейі алынып тасталған, сондықтан ол топ үшін болуы мүмкін деңгейден нашар. Бәрібір барлық қойындыда қолданасыз ба?</translation>
    </message>
    <message>
        <source>A model trained on drawings</source>
        <translation>Салынған суреттермен оқытылған модель</translation>
    </message>
    <message>
        <source>This model was trained on drawn faces, so its results on photos are meaningless. Use it in all tabs anyway?</source>
        <translation>Бұл модель салынған беттермен оқытылған, сондықтан фотодағы нәтижелерінің мәні жоқ. Бәрібір барлық қойындыда қолданасыз ба?</translation>
    </message>
    <message>
        <source>Use anyway</source>
        <translation>Бәрібір қолдану</translation>
    </message>
    <message>
        <source>Keep the current model</source>
        <translation>Қазіргі модельді қалдыру</translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>A few photos</source>
        <translation>Бірнеше фото</translation>
    </message>
    <message>
        <source>Drop them on the window: every face gets its box.</source>
        <translation>Оларды терезеге сүйреңіз: әр бет жақтауға алынады.</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>Фотоларды ашу</translation>
    </message>
    <message>
        <source>A whole folder</source>
        <translation>Тұтас бума</translation>
    </message>
    <message>
        <source>Label every face, review the results and save a table.</source>
        <translation>Әр бетті белгілеп, жауаптарды тексеріп, кестені алып кетіңіз.</translation>
    </message>
    <message>
        <source>Label a folder</source>
        <translation>Буманы белгілеу</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Тікелей</translation>
    </message>
    <message>
        <source>Boxes follow the faces in front of the camera; nothing is saved automatically.</source>
        <translation>Жақтаулар камера алдындағы беттерге ілеседі; өздігінен ештеңе сақталмайды.</translation>
    </message>
    <message>
        <source>Open camera</source>
        <translation>Камераны ашу</translation>
    </message>
    <message>
        <source>Learn how it learns</source>
        <translation>Ол қалай үйренеді</translation>
    </message>
    <message>
        <source>Watch two networks train, on drawn faces or on your own.</source>
        <translation>Екі желінің салынған не өз беттеріңізбен үйренгенін көріңіз.</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>Модель оқыту</translation>
    </message>
</context>
<context>
    <name>WebcamActions</name>
    <message>
        <source>&amp;Start camera</source>
        <translation>Камераны &amp;қосу</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>Кі&amp;діріс</translation>
    </message>
    <message>
        <source>S&amp;top and switch the camera off</source>
        <translation>&amp;Тоқтатып, камераны өшіру</translation>
    </message>
    <message>
        <source>&amp;Open video file…</source>
        <translation>&amp;Бейнефайлды ашу…</translation>
    </message>
    <message>
        <source>&amp;Save picture with boxes…</source>
        <translation>Суретті жақтаулармен &amp;сақтау…</translation>
    </message>
    <message>
        <source>Save picture &amp;without boxes…</source>
        <translation>Суретті &amp;жақтаусыз сақтау…</translation>
    </message>
    <message>
        <source>&amp;Log estimates to a table (CSV)…</source>
        <translation>Бағаларды &amp;кестеге жазу (CSV)…</translation>
    </message>
    <message>
        <source>&amp;Mirror the picture</source>
        <translation>&amp;Айнадағыдай</translation>
    </message>
    <message>
        <source>&amp;Blur until people agree</source>
        <translation>&amp;Келіскенше бұлдырату</translation>
    </message>
    <message>
        <source>Blur &amp;everyone again</source>
        <translation>Бәрін қайта &amp;бұлдырату</translation>
    </message>
    <message>
        <source>Start &amp;again when this tab is back on screen</source>
        <translation>Қойынды экранға қайтқанда қайта қ&amp;осу</translation>
    </message>
</context>
<context>
    <name>WebcamBar</name>
    <message>
        <source>Camera</source>
        <translation>Камера</translation>
    </message>
    <message>
        <source>Choose a camera</source>
        <translation>Камераны таңдаңыз</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Бастау</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Кідіріс</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Тоқтату</translation>
    </message>
    <message>
        <source>Blur until people agree</source>
        <translation>Келіскенше бұлдырату</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>Камера жоқ</translation>
    </message>
</context>
<context>
    <name>WebcamPage</name>
    <message>
        <source>Videos (*.mp4 *.mov *.m4v *.avi *.mkv *.webm *.mpg *.mpeg *.wmv)</source>
        <translation>Бейнелер (*.mp4 *.mov *.m4v *.avi *.mkv *.webm *.mpg *.mpeg *.wmv)</translation>
    </message>
    <message>
        <source>Open video file</source>
        <translation>Бейнефайлды ашу</translation>
    </message>
    <message>
        <source>The video continues without estimates.</source>
        <translation>Бейне бағасыз жалғасады.</translation>
    </message>
    <message>
        <source>PAUSED</source>
        <translation>КІДІРІС</translation>
    </message>
    <message>
        <source>VIDEO FILE</source>
        <translation>БЕЙНЕФАЙЛ</translation>
    </message>
    <message>
        <source>CAMERA ON</source>
        <translation>КАМЕРА ҚОСУЛЫ</translation>
    </message>
</context>
<context>
    <name>WebcamStatusBar</name>
    <message>
        <source>Click a face to show it, or move to it with the arrow keys and press Space.</source>
        <translation>Бетті көрсету үшін оны шертіңіз немесе көрсеткілермен оған барып, бос орын пернесін басыңыз.</translation>
    </message>
    <message>
        <source>Paused. Start goes on from this picture.</source>
        <translation>Кідіртілді. «Бастау» осы кадрдан жалғастырады.</translation>
    </message>
    <message>
        <source>Paused: the camera is off; this is its last picture.</source>
        <translation>Кідіртілді: камера өшірулі, бұл оның соңғы кадры.</translation>
    </message>
    <message>
        <source>The model is being loaded…</source>
        <translation>Модель жүктелуде…</translation>
    </message>
    <message>
        <source>No model is in use.</source>
        <translation>Модель таңдалмаған.</translation>
    </message>
</context>
<context>
    <name>WebcamTab</name>
    <message>
        <source>Webcam</source>
        <translation>Веб-камера</translation>
    </message>
    <message>
        <source>Go from face to face</source>
        <translation>Беттен бетке өту</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Солға, оңға</translation>
    </message>
    <message>
        <source>Show this face, or blur it again</source>
        <translation>Бұл бетті көрсету не қайта бұлдырату</translation>
    </message>
    <message>
        <source>Space, Return</source>
        <translation>Бос орын, Enter</translation>
    </message>
</context>
<context>
    <name>WebcamView</name>
    <message>
        <source>Live picture</source>
        <translation>Тікелей сурет</translation>
    </message>
</context>
<context>
    <name>WelcomeDialog</name>
    <message>
        <source>Welcome to AgeLens</source>
        <translation>AgeLens-ке қош келдіңіз</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>No photo is open</source>
        <translation>Фото ашылмаған</translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation>Фотоларды осында сүйреңіз</translation>
    </message>
    <message>
        <source>or a folder of photos: JPEG, PNG, HEIC, WebP, TIFF and more</source>
        <translation>немесе фото бумасын: JPEG, PNG, HEIC, WebP, TIFF және басқалар</translation>
    </message>
</context>
<context>
    <name>_KeyTable</name>
    <message>
        <source>Actions and their keys</source>
        <translation>Әрекеттер және олардың пернелері</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Перне</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Әрекет</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Бағандар</translation>
    </message>
</context>
<context>
    <name>_Panel</name>
    <message>
        <source>Epoch</source>
        <translation>Дәуір</translation>
    </message>
</context>
<context>
    <name>_Promise</name>
    <message>
        <source>Photos and video never leave this computer.</source>
        <translation>Фото мен бейне бұл компьютерден ешқашан шықпайды.</translation>
    </message>
    <message>
        <source>No account, no download, no network.</source>
        <translation>Тіркелгісіз, жүктеусіз, желісіз.</translation>
    </message>
</context>
<context>
    <name>_RecentCard</name>
    <message>
        <source>Open</source>
        <translation>Ашу</translation>
    </message>
    <message>
        <source>Open the project {0}</source>
        <translation>{0} жобасын ашу</translation>
    </message>
    <message>
        <source>Remove from this list; the project itself stays</source>
        <translation>Осы тізімнен алып тастау; жобаның өзі қалады</translation>
    </message>
    <message>
        <source>Remove {0} from this list</source>
        <translation>{0} жобасын тізімнен алып тастау</translation>
    </message>
</context>
<context>
    <name>below</name>
    <message>
        <source>This file is not a picture that AgeLens can read, or it is damaged.</source>
        <translation>AgeLens бұл файлды сурет ретінде оқи алмайды, немесе ол бүлінген.</translation>
    </message>
    <message>
        <source>There is not enough free memory to open this picture.</source>
        <translation>Бұл суретті ашуға бос жад жетпейді.</translation>
    </message>
    <message>
        <source>This file was changed while AgeLens was looking at it.</source>
        <translation>AgeLens қарап жатқанда файл өзгерді.</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>Бұл файл бос.</translation>
    </message>
    <message>
        <source>This picture is empty.</source>
        <translation>Бұл сурет бос.</translation>
    </message>
    <message>
        <source>This is a folder, not a picture.</source>
        <translation>Бұл — сурет емес, бума.</translation>
    </message>
    <message>
        <source>This is a device or a pipe, not a picture file.</source>
        <translation>Бұл — сурет файлы емес, құрылғы не арна.</translation>
    </message>
    <message>
        <source>This file is not there, or not there any more.</source>
        <translation>Бұл файл жоқ немесе енді жоқ.</translation>
    </message>
    <message>
        <source>A cluster&apos;s address looks like tls://host:8786 (its scheduler, with the port), local:4 (so many workers on this computer), local or slurm.</source>
        <translation>Кластердің мекенжайы мынадай: tls://host:8786 (жоспарлаушысы мен порты), local:4 (осы компьютердегі жұмыс процестерінің саны), local немесе slurm.</translation>
    </message>
    <message>
        <source>This table is larger than {most}.</source>
        <translation>Бұл кесте {most} мөлшерінен үлкен.</translation>
    </message>
    <message>
        <source>This table lacks a column: it needs path (or image_path, file) and age (or both of age_low and age_high) or gender; in a table by AgeLens, human_age or human_gender.</source>
        <translation>Бұл кестеде баған жетіспейді: path (немесе image_path, file) пен age (немесе age_low мен age_high бірге) не gender керек; AgeLens кестесінде — human_age немесе human_gender.</translation>
    </message>
    <message>
        <source>Too few faces to tell which is better at age: {count}.</source>
        <translation>Жас бойынша қайсысы дәлірек екенін айтуға бет тым аз: {count}.</translation>
    </message>
    <message>
        <source>Too few faces to tell which is better at gender: {count}.</source>
        <translation>Жыныс бойынша қайсысы дәлірек екенін айтуға бет тым аз: {count}.</translation>
    </message>
    <message>
        <source>Two models can only be compared on the same faces with the same labels.</source>
        <translation>Екі модельді тек бірдей белгіленген бірдей беттерде салыстыруға болады.</translation>
    </message>
    <message>
        <source>You have no permission to read this file.</source>
        <translation>Бұл файлды оқуға рұқсатыңыз жоқ.</translation>
    </message>
    <message>
        <source>The box of this face lies outside the picture.</source>
        <translation>Бұл беттің жақтауы суреттен тыс жатыр.</translation>
    </message>
    <message>
        <source>A .keras file can be made of models whose architecture this program has: {known}.</source>
        <translation>.keras файлын тек архитектурасы бағдарламада бар модельдерден жасауға болады: {known}.</translation>
    </message>
    <message>
        <source>A batch of {size} faces cannot be shared evenly among {count} devices: choose a multiple of {count} as --batch-size.</source>
        <translation>{size} беттен тұратын топтаманы {count} құрылғыға тең бөлу мүмкін емес: --batch-size үшін {count} санына еселік мән таңдаңыз.</translation>
    </message>
    <message>
        <source>A drawn set needs at least one face of 16 pixels.</source>
        <translation>Салынған жиынға кемінде 16 пиксельдік бір бет керек.</translation>
    </message>
    <message>
        <source>A duel starts from scratch: to start from a model, train one architecture.</source>
        <translation>Сайыс нөлден басталады: модельден бастау үшін бір архитектураны оқытыңыз.</translation>
    </message>
    <message>
        <source>A face needs an age or a gender.</source>
        <translation>Бетке жас немесе жыныс керек.</translation>
    </message>
    <message>
        <source>A gender label must be 0 (male) or 1 (female).</source>
        <translation>Жыныс белгісі 0 (ер) немесе 1 (әйел) болуы керек.</translation>
    </message>
    <message>
        <source>A gender to be thinned is spelt female or male.</source>
        <translation>Сиретілетін жыныс female не male деп жазылады.</translation>
    </message>
    <message>
        <source>A group to be thinned is spelt age=60+:10%, gender=female:10% or group=NAME:10%, and faces of any kind any:10%, where the share is what stays.</source>
        <translation>Сиретілетін топ былай жазылады: age=60+:10%, gender=female:10% немесе group=АТАУ:10%, ал кез келген бет үшін any:10%; үлес қанша қалатынын көрсетеді.</translation>
    </message>
    <message>
        <source>A link of this name leads to a file in another folder, which would be overwritten: choose another name, or the file itself.</source>
        <translation>Осындай атты сілтеме басқа бумадағы файлға апарады, ол қайта жазылып кетер еді: басқа ат немесе файлдың өзін таңдаңыз.</translation>
    </message>
    <message>
        <source>A link or a device is not unpacked.</source>
        <translation>Сілтеме немесе құрылғы ашылмайды.</translation>
    </message>
    <message>
        <source>A model must answer {outputs} once each.</source>
        <translation>Модель {outputs} мәндерін бір реттен беруі керек.</translation>
    </message>
    <message>
        <source>A model&apos;s file needs a plain name.</source>
        <translation>Модель файлына жай ат керек.</translation>
    </message>
    <message>
        <source>A model&apos;s id consists of up to 64 letters, digits, dots, dashes and underscores.</source>
        <translation>Модель идентификаторы ең көбі 64 әріптен, цифрдан, нүктеден, сызықшадан және астыңғы сызықтан тұрады.</translation>
    </message>
    <message>
        <source>A model&apos;s name is one line of up to {most} characters.</source>
        <translation>Модельдің атауы — ең көбі {most} таңбадан тұратын бір жол.</translation>
    </message>
    <message>
        <source>A range of ages to be thinned must not end before it begins.</source>
        <translation>Сиретілетін жас аралығы басталмай тұрып аяқталмауы керек.</translation>
    </message>
    <message>
        <source>A row of this table has not as many cells as there are columns.</source>
        <translation>Бұл кестенің бір жолындағы ұяшықтар саны бағандар санына сәйкес емес.</translation>
    </message>
    <message>
        <source>A table cannot hold this name: it is no valid text.</source>
        <translation>Кестеге бұл атауды жазу мүмкін емес: ол жарамды мәтін емес.</translation>
    </message>
    <message>
        <source>A training is going on: wait for it to end before you discard another.</source>
        <translation>Оқыту жүріп жатыр: басқасын жоймас бұрын оның аяқталуын күтіңіз.</translation>
    </message>
    <message>
        <source>A training needs a positive number here.</source>
        <translation>Оқытуға бұл жерде оң сан керек.</translation>
    </message>
    <message>
        <source>A training needs at least one architecture.</source>
        <translation>Оқытуға кемінде бір архитектура керек.</translation>
    </message>
    <message>
        <source>A training needs at least one face.</source>
        <translation>Оқытуға кемінде бір бет керек.</translation>
    </message>
    <message>
        <source>A worker of the cluster answered with something that AgeLens does not read. Everything that was done is kept.</source>
        <translation>Кластердің жұмыс процесі AgeLens оқымайтын жауап берді. Істелгеннің бәрі сақталды.</translation>
    </message>
    <message>
        <source>Age error on the test faces of the thinned group ({count}): {first} years after training on all faces, {second} years on the thinned set. The difference of {amount} years (95 % interval {low} to {high}) is beyond chance.</source>
        <translation>Сиретілген топтың сынақ беттеріндегі ({count}) жас қатесі: барлық бетте оқытқаннан кейін {first} жыл, сиретілген жиында {second} жыл. {amount} жыл айырма (95 % аралығы {low} – {high}) кездейсоқтықтан тыс.</translation>
    </message>
    <message>
        <source>Age error on the test faces of the thinned group ({count}): {first} years after training on all faces, {second} years on the thinned set. The difference of {amount} years (95 % interval {low} to {high}) is within what chance gives.</source>
        <translation>Сиретілген топтың сынақ беттеріндегі ({count}) жас қатесі: барлық бетте оқытқаннан кейін {first} жыл, сиретілген жиында {second} жыл. {amount} жыл айырма (95 % аралығы {low} – {high}) кездейсоқтық шегінде.</translation>
    </message>
    <message>
        <source>Age error on the test faces of the thinned group ({count}): {first} years after training on all faces, {second} years on the thinned set. These are too few faces to tell a difference from chance.</source>
        <translation>Сиретілген топтың сынақ беттеріндегі ({count}) жас қатесі: барлық бетте оқытқаннан кейін {first} жыл, сиретілген жиында {second} жыл. Айырманы кездейсоқтықтан ажырату үшін бет тым аз.</translation>
    </message>
    <message>
        <source>Age error on the test faces of the thinned group ({count}): {first} years for both networks.</source>
        <translation>Сиретілген топтың сынақ беттеріндегі ({count}) жас қатесі: екі желіде де {first} жыл.</translation>
    </message>
    <message>
        <source>AgeLens failed on this photo; the log has the details.</source>
        <translation>AgeLens бұл фотоны өңдей алмады; толығырақ журналда.</translation>
    </message>
    <message>
        <source>Ages outside {low} to {high} years.</source>
        <translation>{low}–{high} жас аралығынан тыс жастар.</translation>
    </message>
    <message>
        <source>Ages to be thinned are spelt 60+ or 20-39.</source>
        <translation>Сиретілетін жастар 60+ не 20-39 деп жазылады.</translation>
    </message>
    <message>
        <source>All faces have the same age, {age}: age cannot be learned.</source>
        <translation>Барлық беттің жасы бірдей, {age}: жасты үйрету мүмкін емес.</translation>
    </message>
    <message>
        <source>An address with tls:// needs certificates, and Dask&apos;s configuration on this computer names none: docs/cluster.md shows how.</source>
        <translation>tls:// мекенжайына сертификаттар керек, ал осы компьютердегі Dask баптауында олар көрсетілмеген: мұны қалай жасау керегі docs/cluster.md құжатында.</translation>
    </message>
    <message>
        <source>An age label is not an age.</source>
        <translation>Жас белгісінің бірі жас емес.</translation>
    </message>
    <message>
        <source>Architectures that are trained together must differ, and so must the names of their models.</source>
        <translation>Бірге оқытылатын архитектуралар да, олардың модельдерінің аттары да әртүрлі болуы керек.</translation>
    </message>
    <message>
        <source>Architectures that are trained together need the same faces, seed and folders.</source>
        <translation>Бірге оқытылатын архитектураларға бірдей беттер, бастапқы сан және бумалар керек.</translation>
    </message>
    <message>
        <source>Cannot tell which is better at age: the difference of {amount} years is within what chance gives (95 % interval {low} to {high}).</source>
        <translation>Жас бойынша қайсысы дәлірек екенін айту мүмкін емес: {amount} жас айырма кездейсоқтық шегінде (95 % аралығы {low} – {high}).</translation>
    </message>
    <message>
        <source>Cannot tell which is better at gender: the difference of {amount} percentage points is within what chance gives (95 % interval {low} to {high}).</source>
        <translation>Жыныс бойынша қайсысы дәлірек екенін айту мүмкін емес: {amount} пайыздық тармақ айырма кездейсоқтық шегінде (95 % аралығы {low} – {high}).</translation>
    </message>
    <message>
        <source>Dask&apos;s configuration on this computer cannot be read.</source>
        <translation>Осы компьютердегі Dask баптауы оқылмайды.</translation>
    </message>
    <message>
        <source>Faces in duplicate files.</source>
        <translation>Бірдей файлдардағы беттер.</translation>
    </message>
    <message>
        <source>Faces with a nearly identical picture among the {compared} compared; such duplicates stay on one side of the split.</source>
        <translation>Салыстырылған {compared} суреттің ішінде дерлік бірдейі бар беттер; мұндай көшірмелер бөлудің бір жағында қалады.</translation>
    </message>
    <message>
        <source>Faces without a known age.</source>
        <translation>Жасы белгісіз беттер.</translation>
    </message>
    <message>
        <source>Faces without a known gender.</source>
        <translation>Жынысы белгісіз беттер.</translation>
    </message>
    <message>
        <source>Few faces: a model will learn little.</source>
        <translation>Бет аз: модель көп нәрсе үйренбейді.</translation>
    </message>
    <message>
        <source>Files or rows without a usable label are left out.</source>
        <translation>Жарамды белгісі жоқ файлдар мен жолдар өткізіп жіберіледі.</translation>
    </message>
    <message>
        <source>Files that cannot be read are left out.</source>
        <translation>Оқылмайтын файлдар өткізіп жіберіледі.</translation>
    </message>
    <message>
        <source>Fine-tuning a model takes at least {least} faces with a known age, or {least} with a known gender: with fewer, nobody could tell whether it improved.</source>
        <translation>Модельді толықтыра оқытуға жасы белгілі кемінде {least} бет немесе жынысы белгілі {least} бет керек: одан аз болса, жақсарған-жақсармағанын айту мүмкін емес.</translation>
    </message>
    <message>
        <source>From this large set, an evenly spread selection of pictures was opened.</source>
        <translation>Бұл үлкен жиыннан суреттердің біркелкі іріктемесі ашылды.</translation>
    </message>
    <message>
        <source>Gender as labelled on the test faces of the thinned group ({count}): {first} % after training on all faces, {second} % on the thinned set. The difference of {amount} percentage points (95 % interval {low} to {high}) is beyond chance.</source>
        <translation>Сиретілген топтың сынақ беттерінде ({count}) жыныс белгідегідей: барлық бетте оқытқаннан кейін {first} %, сиретілген жиында {second} %. {amount} пайыздық тармақ айырма (95 % аралығы {low} – {high}) кездейсоқтықтан тыс.</translation>
    </message>
    <message>
        <source>Gender as labelled on the test faces of the thinned group ({count}): {first} % after training on all faces, {second} % on the thinned set. The difference of {amount} percentage points (95 % interval {low} to {high}) is within what chance gives.</source>
        <translation>Сиретілген топтың сынақ беттерінде ({count}) жыныс белгідегідей: барлық бетте оқытқаннан кейін {first} %, сиретілген жиында {second} %. {amount} пайыздық тармақ айырма (95 % аралығы {low} – {high}) кездейсоқтық шегінде.</translation>
    </message>
    <message>
        <source>Gender as labelled on the test faces of the thinned group ({count}): {first} % after training on all faces, {second} % on the thinned set. These are too few faces to tell a difference from chance.</source>
        <translation>Сиретілген топтың сынақ беттерінде ({count}) жыныс белгідегідей: барлық бетте оқытқаннан кейін {first} %, сиретілген жиында {second} %. Айырманы кездейсоқтықтан ажырату үшін бет тым аз.</translation>
    </message>
    <message>
        <source>Gender as labelled on the test faces of the thinned group ({count}): {first} % for both networks.</source>
        <translation>Сиретілген топтың сынақ беттерінде ({count}) жыныс белгідегідей: екі желіде де {first} %.</translation>
    </message>
    <message>
        <source>It lies in a folder for female and in one for male.</source>
        <translation>Әйел бумасында да, ер бумасында да жатыр.</translation>
    </message>
    <message>
        <source>It lies in folders for two different ages.</source>
        <translation>Екі түрлі жас бумаларында жатыр.</translation>
    </message>
    <message>
        <source>Its folders are nested too deeply.</source>
        <translation>Бумалар тым терең салынған.</translation>
    </message>
    <message>
        <source>Labels are what people entered; a model&apos;s estimates are not used.</source>
        <translation>Белгілер — адамдар енгізгендер; модель бағалары пайдаланылмайды.</translation>
    </message>
    <message>
        <source>No difference at age: both do equally well on every face.</source>
        <translation>Жас бойынша айырма жоқ: екеуі де әр бетте бірдей дәл.</translation>
    </message>
    <message>
        <source>No difference at gender: both do equally well on every face.</source>
        <translation>Жыныс бойынша айырма жоқ: екеуі де әр бетте бірдей дәл.</translation>
    </message>
    <message>
        <source>No face has a known age: it cannot be learned.</source>
        <translation>Ешбір беттің жасы белгілі емес: оны үйрету мүмкін емес.</translation>
    </message>
    <message>
        <source>No face has a known gender: it cannot be learned.</source>
        <translation>Ешбір беттің жынысы белгілі емес: оны үйрету мүмкін емес.</translation>
    </message>
    <message>
        <source>No face in this folder has a name like 25_0_2_20170116174525125.jpg (age, gender, group, date).</source>
        <translation>Бұл бумада аты 25_0_2_20170116174525125.jpg (жас, жыныс, топ, күн) түріндегі бет жоқ.</translation>
    </message>
    <message>
        <source>No face is labelled female: gender cannot be learned.</source>
        <translation>Ешбір бет әйел деп белгіленбеген: жынысты үйрету мүмкін емес.</translation>
    </message>
    <message>
        <source>No face is labelled male: gender cannot be learned.</source>
        <translation>Ешбір бет ер деп белгіленбеген: жынысты үйрету мүмкін емес.</translation>
    </message>
    <message>
        <source>No face was found in this picture. Choose one that shows a face.</source>
        <translation>Бұл суретте бет табылмады. Беті көрінетін суретті таңдаңыз.</translation>
    </message>
    <message>
        <source>No folder in which it lies has a name that says an age or a gender.</source>
        <translation>Ол жатқан бумалардың ешқайсысының аты жас немесе жыныс көрсетпейді.</translation>
    </message>
    <message>
        <source>No photo of this table is there, in whatever encoding its text is read. Tried: {encodings}.</source>
        <translation>Бұл кестенің бірде-бір фотосы орнында жоқ, мәтіні қай кодтаумен оқылса да. Қолданып көрілгені: {encodings}.</translation>
    </message>
    <message>
        <source>No photo&apos;s path tells the encoding of this table: other words in it may be wrong.</source>
        <translation>Бірде-бір фотоның жолы бұл кестенің кодтауын білдірмейді: ондағы басқа сөздер қате оқылуы мүмкін.</translation>
    </message>
    <message>
        <source>No row of this table gives a face with a label.</source>
        <translation>Бұл кестенің ешбір жолы белгісі бар бет бермейді.</translation>
    </message>
    <message>
        <source>No test face belongs to the thinned group, so nothing can be said of it.</source>
        <translation>Бірде-бір сынақ беті сиретілген топқа жатпайды, сондықтан ол туралы ештеңе айтуға болмайды.</translation>
    </message>
    <message>
        <source>No training face belongs to the group that is to be thinned.</source>
        <translation>Оқытуға арналған бірде-бір бет сиретілетін топқа жатпайды.</translation>
    </message>
    <message>
        <source>No worker of the cluster can take photos at present. The job waits for one, for at most {seconds} seconds.</source>
        <translation>Қазір кластердің бірде-бір жұмыс процесі фотосурет қабылдай алмайды. Тапсырма оны ең көбі {seconds} с күтеді.</translation>
    </message>
    <message>
        <source>None of these faces has a label that a network of this architecture learns; choose other faces or another architecture.</source>
        <translation>Бұл беттердің ешқайсысында осы архитектураның желісі үйренетін белгі жоқ; басқа беттерді немесе басқа архитектураны таңдаңыз.</translation>
    </message>
    <message>
        <source>None of these pictures can be read.</source>
        <translation>Бұл суреттердің ешқайсысы оқылмайды.</translation>
    </message>
    <message>
        <source>Nothing can be saved of this project.</source>
        <translation>Бұл жобадан ештеңе сақтау мүмкін емес.</translation>
    </message>
    <message>
        <source>Nothing is known of how this run was begun.</source>
        <translation>Бұл оқытудың қалай басталғаны белгісіз.</translation>
    </message>
    <message>
        <source>Of a group that is thinned, less than 100 % must stay.</source>
        <translation>Сиретілетін топтан 100 %-дан аз қалуы керек.</translation>
    </message>
    <message>
        <source>Of {pairs} pairs of duplicates these disagree: different genders, or ages more than {years} years apart.</source>
        <translation>Көшірмелердің {pairs} жұбының ішінде мұншасы сәйкес келмейді: жынысы әртүрлі немесе жасы {years} жастан артық алшақ.</translation>
    </message>
    <message>
        <source>Only a run that has stored one model can be trained on.</source>
        <translation>Тек бір модель сақтаған оқытуды ғана әрі қарай оқытуға болады.</translation>
    </message>
    <message>
        <source>Parquet tables need the package pyarrow, which is not installed here: pip install &apos;agelens[parquet]&apos;.</source>
        <translation>Parquet кестелері үшін осында орнатылмаған pyarrow бумасы керек: pip install &apos;agelens[parquet]&apos;.</translation>
    </message>
    <message>
        <source>Plain TCP to another computer is refused: anybody on the way could read the answers and send commands. Use tls://, or say that this network is safe.</source>
        <translation>Басқа компьютерге қарапайым TCP арқылы қосылуға болмайды: жолдағы кез келген адам жауаптарды оқып, бұйрық жібере алар еді. tls:// пайдаланыңыз немесе бұл желі қауіпсіз деп көрсетіңіз.</translation>
    </message>
    <message>
        <source>Several devices are used under JAX only: set KERAS_BACKEND=jax.</source>
        <translation>Бірнеше құрылғы тек JAX арқылы пайдаланылады: KERAS_BACKEND=jax орнатыңыз.</translation>
    </message>
    <message>
        <source>Something else has the sidecar&apos;s name.</source>
        <translation>Серік файлдың атын басқа нәрсе алып тұр.</translation>
    </message>
    <message>
        <source>The archive holds this name twice.</source>
        <translation>Мұрағатта бұл ат екі рет бар.</translation>
    </message>
    <message>
        <source>The archives in this folder hold data of different kinds; choose one of them.</source>
        <translation>Бұл бумадағы мұрағаттарда әртүрлі деректер бар; біреуін таңдаңыз.</translation>
    </message>
    <message>
        <source>The certificates for the cluster cannot be used: Dask&apos;s configuration on this computer names them (docs/cluster.md).</source>
        <translation>Кластер сертификаттарын пайдалану мүмкін емес: олар осы компьютердегі Dask баптауында көрсетілген (docs/cluster.md).</translation>
    </message>
    <message>
        <source>The cluster answered with something that AgeLens does not read.</source>
        <translation>Кластер AgeLens оқымайтын жауап берді.</translation>
    </message>
    <message>
        <source>The cluster cannot be reached: is its scheduler running there, and without encryption? Otherwise its address begins with tls://.</source>
        <translation>Кластерге қол жеткізу мүмкін емес: жоспарлаушысы онда жұмыс істеп тұр ма және шифрлаусыз ба? Әйтпесе оның мекенжайы tls:// деп басталады.</translation>
    </message>
    <message>
        <source>The cluster cannot be reached: is its scheduler running, and do you have its certificates?</source>
        <translation>Кластерге қосылу мүмкін емес: оның жоспарлаушысы іске қосылған ба, сертификаттары сізде бар ма?</translation>
    </message>
    <message>
        <source>The cluster has no worker that could do anything for {seconds} seconds. Everything that was done is kept.</source>
        <translation>{seconds} с бойы кластерде жұмыс істей алатын процесс жоқ. Істелгеннің бәрі сақталды.</translation>
    </message>
    <message>
        <source>The cluster&apos;s scheduler cannot be reached any more. Everything that was done is kept: run the same job again to continue.</source>
        <translation>Кластер жоспарлаушысына енді қосылу мүмкін емес. Істелгеннің бәрі сақталды: жалғастыру үшін сол тапсырманы қайта іске қосыңыз.</translation>
    </message>
    <message>
        <source>The cluster&apos;s workers cannot run AgeLens: is it installed for their Python?</source>
        <translation>Кластердің жұмыс процестері AgeLens бағдарламасын іске қоса алмайды: ол олардың Python ортасына орнатылған ба?</translation>
    </message>
    <message>
        <source>The description of the earlier training is damaged: start from the model that it produced.</source>
        <translation>Бұрынғы оқытудың сипаттамасы бүлінген: ол берген модельден бастаңыз.</translation>
    </message>
    <message>
        <source>The disk is full. Finished epochs are saved: make room, then resume.</source>
        <translation>Диск толы. Аяқталған дәуірлер сақталған: орын босатып, жалғастырыңыз.</translation>
    </message>
    <message>
        <source>The drawn faces could not be written: is the disk full or read-only?</source>
        <translation>Салынған беттерді жазу мүмкін болмады: диск толы ма әлде жазудан қорғалған ба?</translation>
    </message>
    <message>
        <source>The file could not be written: is it open in another program, or the disk full or read-only?</source>
        <translation>Файлды жазу мүмкін болмады: ол басқа бағдарламада ашық па, диск толы ма әлде жазудан қорғалған ба?</translation>
    </message>
    <message>
        <source>The file could not be written: the disk is full. What was there before is still there.</source>
        <translation>Файлды жазу мүмкін болмады: диск толы. Бұрынғысы орнында қалды.</translation>
    </message>
    <message>
        <source>The files for TensorBoard cannot be written: is the disk full or read-only?</source>
        <translation>TensorBoard файлдарын жазу мүмкін емес: диск толы ма әлде тек оқуға ма?</translation>
    </message>
    <message>
        <source>The folder of the photos is not there: is its drive connected? Everything that was done is kept.</source>
        <translation>Фотолар бумасы орнында жоқ: дискісі қосулы ма? Істелгеннің бәрі сақталды.</translation>
    </message>
    <message>
        <source>The folder&apos;s name is not the model&apos;s id: rename it or import it.</source>
        <translation>Буманың аты модель идентификаторына сәйкес емес: атын өзгертіңіз немесе модельді импорттаңыз.</translation>
    </message>
    <message>
        <source>The jobs for SLURM are not described well enough: docs/cluster.md shows what belongs into ~/.config/dask/jobqueue.yaml.</source>
        <translation>SLURM тапсырмалары толық сипатталмаған: ~/.config/dask/jobqueue.yaml ішінде не болу керегі docs/cluster.md құжатында көрсетілген.</translation>
    </message>
    <message>
        <source>The layers of this model are not those of its architecture, so it cannot be trained further.</source>
        <translation>Бұл модельдің қабаттары архитектурасының қабаттары емес, сондықтан оны әрі қарай оқыту мүмкін емес.</translation>
    </message>
    <message>
        <source>The model could not be deleted: does another program use it?</source>
        <translation>Модельді жою мүмкін болмады: оны басқа бағдарлама пайдаланып тұрған жоқ па?</translation>
    </message>
    <message>
        <source>The model holds a file of a kind that is never loaded.</source>
        <translation>Модельде ешқашан жүктелмейтін түрдегі файл бар.</translation>
    </message>
    <message>
        <source>The model to start from has changed: start without resuming.</source>
        <translation>Бастапқы модель өзгерген: жалғастырмай бастаңыз.</translation>
    </message>
    <message>
        <source>The model to start from is of another architecture than the one to be trained.</source>
        <translation>Бастапқы модельдің архитектурасы оқытылатын архитектурадан басқа.</translation>
    </message>
    <message>
        <source>The model to start from was trained on another selection of the same faces, so it would be tested on faces that it has already seen. Choose as many faces as then, or other faces.</source>
        <translation>Бастапқы модель осы беттердің басқа іріктемесінде оқытылған, сондықтан ол бұрын көрген беттерінде сыналар еді. Сол кездегідей бет санын немесе басқа беттерді таңдаңыз.</translation>
    </message>
    <message>
        <source>The model to start from was trained on the same faces with another split, so it would be tested on faces that it has already seen. Use its seed.</source>
        <translation>Бастапқы модель осы беттерде басқаша бөлініп оқытылған, сондықтан ол бұрын көрген беттерінде сыналар еді. Оның бастапқы санын алыңыз.</translation>
    </message>
    <message>
        <source>The model {model_id} ({sha256}) is not here.</source>
        <translation>{model_id} ({sha256}) моделі мұнда жоқ.</translation>
    </message>
    <message>
        <source>The model {model_id} cannot be used. {reason}</source>
        <translation>{model_id} моделін пайдалану мүмкін емес. {reason}</translation>
    </message>
    <message>
        <source>The model {model_id} did not answer within {seconds} seconds.</source>
        <translation>{model_id} моделі {seconds} с ішінде жауап бермеді.</translation>
    </message>
    <message>
        <source>The model {model_id} failed a trial run.</source>
        <translation>{model_id} моделі сынап іске қосудан өтпеді.</translation>
    </message>
    <message>
        <source>The model {model_id} gave a gender score outside 0 to 1.</source>
        <translation>{model_id} моделі жыныс сенімділігін 0–1 шегінен тыс берді.</translation>
    </message>
    <message>
        <source>The model {model_id} gave an answer that is not a number: install it again.</source>
        <translation>{model_id} моделі сан емес жауап берді: оны қайта орнатыңыз.</translation>
    </message>
    <message>
        <source>The model {model_id} made a trial run crash.</source>
        <translation>{model_id} моделін сынап іске қосу апатты аяқталды.</translation>
    </message>
    <message>
        <source>The model&apos;s description (model.json) is damaged.</source>
        <translation>Модель сипаттамасы (model.json) бүлінген.</translation>
    </message>
    <message>
        <source>The model&apos;s description ({name}) cannot be read.</source>
        <translation>Модель сипаттамасы ({name}) оқылмайды.</translation>
    </message>
    <message>
        <source>The model&apos;s description is too long.</source>
        <translation>Модель сипаттамасы тым ұзын.</translation>
    </message>
    <message>
        <source>The model&apos;s file {name} cannot be read.</source>
        <translation>Модельдің {name} файлы оқылмайды.</translation>
    </message>
    <message>
        <source>The model&apos;s file {name} expects pictures of another size than its description says.</source>
        <translation>Модельдің {name} файлы сипаттамада көрсетілгеннен басқа өлшемді суреттерді күтеді.</translation>
    </message>
    <message>
        <source>The model&apos;s file {name} holds loops or branches, which no model needs and which might never end.</source>
        <translation>Модельдің {name} файлында циклдер немесе тармақталулар бар: олар ешбір модельге қажет емес және ешқашан аяқталмауы мүмкін.</translation>
    </message>
    <message>
        <source>The model&apos;s file {name} is not a network with an input named {input}.</source>
        <translation>Модельдің {name} файлы {input} атты кірісі бар желі емес.</translation>
    </message>
    <message>
        <source>The model&apos;s folder holds something that does not belong to it and could run code.</source>
        <translation>Модель бумасында оған жатпайтын және код орындай алатын нәрсе бар.</translation>
    </message>
    <message>
        <source>The models could not be judged: the system ended the work, perhaps because the memory ran out. Close other programs and try again.</source>
        <translation>Модельдерді бағалау мүмкін болмады: жүйе жұмысты тоқтатты, мүмкін, жад жетпеген шығар. Басқа бағдарламаларды жауып, қайталап көріңіз.</translation>
    </message>
    <message>
        <source>The name does not give age, gender, group and date.</source>
        <translation>Аты жасты, жынысты, топты және күнді көрсетпейді.</translation>
    </message>
    <message>
        <source>The pictures changed while they were being read: start again.</source>
        <translation>Суреттер оқылып жатқанда өзгерді: қайта бастаңыз.</translation>
    </message>
    <message>
        <source>The prepared faces could not be written: is the disk full or read-only?</source>
        <translation>Дайындалған беттерді жазу мүмкін болмады: диск толы ма әлде жазудан қорғалған ба?</translation>
    </message>
    <message>
        <source>The process that talks to the cluster has ended. Everything that was done is kept.</source>
        <translation>Кластермен байланысатын процесс аяқталды. Істелгеннің бәрі сақталды.</translation>
    </message>
    <message>
        <source>The process that talks to the cluster has said nothing for {seconds} seconds. Everything that was done is kept.</source>
        <translation>Кластермен байланысатын процесс {seconds} с бойы үнсіз. Істелгеннің бәрі сақталды.</translation>
    </message>
    <message>
        <source>The project could not be written: is its disk still there, and may you write to it? What was written before is safe.</source>
        <translation>Жобаны жазу мүмкін болмады: дискісі орнында ма, оған жазуға бола ма? Бұрын жазылғаны сақталған.</translation>
    </message>
    <message>
        <source>The project could not be written: the disk is full. What was written before is safe.</source>
        <translation>Жобаны жазу мүмкін болмады: диск толы. Бұрын жазылғаны сақталған.</translation>
    </message>
    <message>
        <source>The record of an interrupted training could not be removed.</source>
        <translation>Үзілген оқытудың жазбасын жою мүмкін болмады.</translation>
    </message>
    <message>
        <source>The regions in this sidecar are no list, so it was left alone.</source>
        <translation>Бұл серік файлдағы аймақтар тізім емес, сондықтан ол өзгертілмеді.</translation>
    </message>
    <message>
        <source>The regions in this sidecar are of no known form, so it was left alone.</source>
        <translation>Бұл серік файлдағы аймақтардың түрі белгісіз, сондықтан ол өзгертілмеді.</translation>
    </message>
    <message>
        <source>The regions in this sidecar belong to a picture of another shape, so it was left alone.</source>
        <translation>Бұл серік файлдағы аймақтар басқа пішінді суретке жатады, сондықтан ол өзгертілмеді.</translation>
    </message>
    <message>
        <source>The run could not be removed completely.</source>
        <translation>Іске қосуды толық жою мүмкін болмады.</translation>
    </message>
    <message>
        <source>The same faces were chosen twice.</source>
        <translation>Бірдей беттер екі рет таңдалған.</translation>
    </message>
    <message>
        <source>The saved training state belongs to other data or settings: start without resuming.</source>
        <translation>Сақталған оқыту күйі басқа деректерге немесе баптауларға жатады: жалғастырмай бастаңыз.</translation>
    </message>
    <message>
        <source>The saved training state is damaged.</source>
        <translation>Сақталған оқыту күйі бүлінген.</translation>
    </message>
    <message>
        <source>The saved training state is damaged: start without resuming.</source>
        <translation>Сақталған оқыту күйі бүлінген: жалғастырмай бастаңыз.</translation>
    </message>
    <message>
        <source>The sidecar cannot be read.</source>
        <translation>Серік файл оқылмайды.</translation>
    </message>
    <message>
        <source>The trained model could not be converted.</source>
        <translation>Оқытылған модельді түрлендіру мүмкін болмады.</translation>
    </message>
    <message>
        <source>The training could not write or read its files: is the disk full, or has a folder gone? Finished epochs are saved.</source>
        <translation>Оқыту файлдарын жаза да, оқи да алмады: диск толы ма әлде бума жоғалды ма? Аяқталған дәуірлер сақталған.</translation>
    </message>
    <message>
        <source>The training diverged: its loss is no longer a number. Choose a smaller learning rate.</source>
        <translation>Оқыту ауытқып кетті: шығын енді сан емес. Кішірек оқыту жылдамдығын таңдаңыз.</translation>
    </message>
    <message>
        <source>The training failed. Finished epochs are saved.</source>
        <translation>Оқыту қатемен аяқталды. Аяқталған дәуірлер сақталған.</translation>
    </message>
    <message>
        <source>The weights of this model could not be read back: the network gives different answers than the model.</source>
        <translation>Бұл модельдің салмақтарын оқу мүмкін болмады: желі модельден басқаша жауап береді.</translation>
    </message>
    <message>
        <source>The work could not be given to the cluster ({reason}).</source>
        <translation>Жұмысты кластерге беру мүмкін болмады ({reason}).</translation>
    </message>
    <message>
        <source>The workbook could not be written.</source>
        <translation>Excel кітабын жазу мүмкін болмады.</translation>
    </message>
    <message>
        <source>The worker process ended at this photo, each time it was tried.</source>
        <translation>Бұл фотосуретте жұмыс процесі әр әрекетте аяқталып қала берді.</translation>
    </message>
    <message>
        <source>The worker {worker} answered with something that AgeLens does not read.</source>
        <translation>{worker} жұмыс процесі AgeLens оқымайтын жауап берді.</translation>
    </message>
    <message>
        <source>The worker {worker} cannot run AgeLens: is it installed for its Python?</source>
        <translation>{worker} жұмыс процесі AgeLens бағдарламасын іске қоса алмайды: ол оның Python ортасына орнатылған ба?</translation>
    </message>
    <message>
        <source>The worker {worker} does not have this model: it is given no photos.</source>
        <translation>{worker} жұмыс процесінде бұл модель жоқ: оған фотосурет берілмейді.</translation>
    </message>
    <message>
        <source>The worker {worker} does not see a photo that this computer sees: is the folder mounted there? Everything that was done is kept.</source>
        <translation>{worker} жұмыс процесі осы компьютер көретін фотосуретті көрмейді: бума онда қосылған ба? Жасалғанның бәрі сақталды.</translation>
    </message>
    <message>
        <source>The worker {worker} does not see the folder of the photos: it is given no photos.</source>
        <translation>{worker} жұмыс процесі фотосуреттер бумасын көрмейді: оған фотосурет берілмейді.</translation>
    </message>
    <message>
        <source>The worker {worker} ended when it was asked whether it can do this job. If AgeLens is not installed for its Python, its own log says so.</source>
        <translation>{worker} жұмыс процесінен тапсырманы орындай ала ма деп сұралғанда, ол аяқталды. Оның Python ортасында AgeLens орнатылмаған болса, бұл оның журналында жазылған.</translation>
    </message>
    <message>
        <source>The worker {worker} has AgeLens {other} and this is {own}: it is given no photos.</source>
        <translation>{worker} жұмыс процесінде AgeLens {other}, ал мұнда {own}: оған фотосурет берілмейді.</translation>
    </message>
    <message>
        <source>The worker {worker} sees the folder of the photos, but not this photo: it is given no photos. Is the drive mounted there?</source>
        <translation>{worker} жұмыс процесі фотосуреттер бумасын көреді, бірақ осы фотосуретті көрмейді: оған фотосурет берілмейді. Диск онда қосылған ба?</translation>
    </message>
    <message>
        <source>There are no weights of an earlier training to start from.</source>
        <translation>Бастайтын бұрынғы оқытудың салмақтары жоқ.</translation>
    </message>
    <message>
        <source>There is no face on which both models can be compared.</source>
        <translation>Екі модельді салыстыруға болатын бірде-бір бет жоқ.</translation>
    </message>
    <message>
        <source>There is no face to guess: of those that were kept for the test, no age is known.</source>
        <translation>Болжайтын бет жоқ: сынаққа қалдырылған беттердің ешқайсысының жасы белгісіз.</translation>
    </message>
    <message>
        <source>There is no folder with training data here.</source>
        <translation>Мұнда оқыту деректері бар бума жоқ.</translation>
    </message>
    <message>
        <source>There is no such architecture; known: {known}.</source>
        <translation>Мұндай архитектура жоқ; белгілілері: {known}.</translation>
    </message>
    <message>
        <source>There is no such model; known: {models}.</source>
        <translation>Мұндай модель жоқ; белгілілері: {models}.</translation>
    </message>
    <message>
        <source>There is no such recipe for this architecture; known: {known}.</source>
        <translation>Бұл архитектураға мұндай рецепт жоқ; белгілілері: {known}.</translation>
    </message>
    <message>
        <source>There is no such run; known: {known}.</source>
        <translation>Мұндай іске қосу жоқ; белгілілері: {known}.</translation>
    </message>
    <message>
        <source>There is nothing to evaluate.</source>
        <translation>Бағалайтын ештеңе жоқ.</translation>
    </message>
    <message>
        <source>There is nothing to fine-tune: choose the model to start from.</source>
        <translation>Толықтыра оқытатын ештеңе жоқ: бастапқы модельді таңдаңыз.</translation>
    </message>
    <message>
        <source>There is something of that name already: choose another folder.</source>
        <translation>Ол жерде мұндай атаулы бірдеңе бар: басқа буманы таңдаңыз.</translation>
    </message>
    <message>
        <source>There was not enough memory for this photo.</source>
        <translation>Бұл фотоға жад жетпеді.</translation>
    </message>
    <message>
        <source>There was not enough memory. Finished epochs are saved: close other programs, or resume with a smaller batch.</source>
        <translation>Жад жетпеді. Аяқталған дәуірлер сақталған: басқа бағдарламаларды жабыңыз немесе топтаманы азайтып жалғастырыңыз.</translation>
    </message>
    <message>
        <source>These are not the faces that the model was trained on: it may have seen those that it would be tested on.</source>
        <translation>Бұл модель оқытылған беттер емес: ол сыналатын беттерді бұрын көрген болуы мүмкін.</translation>
    </message>
    <message>
        <source>These faces have changed since that training: nobody can tell which of them were kept for the test.</source>
        <translation>Бұл беттер сол оқытудан кейін өзгерген: қайсысы сынаққа қалдырылғанын айту мүмкін емес.</translation>
    </message>
    <message>
        <source>These labels cannot be learned: all faces are labelled alike. Choose faces of both genders, or of different ages.</source>
        <translation>Бұл белгілерді үйрену мүмкін емес: барлық беттер бірдей белгіленген. Екі жыныстың немесе әртүрлі жастағы беттерді таңдаңыз.</translation>
    </message>
    <message>
        <source>This archive is damaged or protected and cannot be unpacked.</source>
        <translation>Бұл мұрағат бүлінген немесе қорғалған, оны ашу мүмкін емес.</translation>
    </message>
    <message>
        <source>This archive is too large to unpack; nothing was kept of it.</source>
        <translation>Бұл мұрағат ашуға тым үлкен; одан ештеңе сақталмады.</translation>
    </message>
    <message>
        <source>This archive is unsafe: a name in it leads out of its folder. Nothing was unpacked.</source>
        <translation>Бұл мұрағат қауіпті: ішіндегі бір ат бумадан тыс шығарады. Ештеңе ашылмады.</translation>
    </message>
    <message>
        <source>This computer cannot give jobs to SLURM: its command sbatch is not there. Start the job where you would use sbatch.</source>
        <translation>Бұл компьютер SLURM жүйесіне тапсырма бере алмайды: мұнда sbatch пәрмені жоқ. Тапсырманы sbatch жұмыс істейтін жерде іске қосыңыз.</translation>
    </message>
    <message>
        <source>This entry of the archive has no content.</source>
        <translation>Мұрағаттың бұл элементі бос.</translation>
    </message>
    <message>
        <source>This file holds no XMP, so it was left alone.</source>
        <translation>Бұл файлда XMP жоқ, сондықтан ол өзгертілмеді.</translation>
    </message>
    <message>
        <source>This file is not an AgeLens project.</source>
        <translation>Бұл файл AgeLens жобасы емес.</translation>
    </message>
    <message>
        <source>This file is too large; AgeLens opens up to 1024 MB.</source>
        <translation>Бұл файл тым үлкен; AgeLens 1024 МБ-қа дейінгі файлдарды ашады.</translation>
    </message>
    <message>
        <source>This file would be written outside the folder that you chose.</source>
        <translation>Бұл файл сіз таңдаған бумадан тыс жазылар еді.</translation>
    </message>
    <message>
        <source>This is a file, not a folder.</source>
        <translation>Бұл бума емес, файл.</translation>
    </message>
    <message>
        <source>This is an Excel workbook; what can be checked again is the table as CSV: export or label once more with that form.</source>
        <translation>Бұл Excel кітабы; қайта тексеруге тек CSV кестесі жарайды: осы түрде қайта экспорттаңыз немесе белгілеңіз.</translation>
    </message>
    <message>
        <source>This is no file that could be a project.</source>
        <translation>Бұл файл жоба бола алмайды.</translation>
    </message>
    <message>
        <source>This is not a model folder: it has no {name}.</source>
        <translation>Бұл модель бумасы емес: онда {name} жоқ.</translation>
    </message>
    <message>
        <source>This is not a picture in 8-bit RGB.</source>
        <translation>Бұл 8 биттік RGB суреті емес.</translation>
    </message>
    <message>
        <source>This model came with AgeLens and stays as it is.</source>
        <translation>Бұл модель AgeLens құрамында келген және өзгермейді.</translation>
    </message>
    <message>
        <source>This page cannot be found in its file, which is damaged or was cut off.</source>
        <translation>Бұл парақты файлдан табу мүмкін емес: файл зақымдалған немесе үзілген.</translation>
    </message>
    <message>
        <source>This page is not a picture that AgeLens can read, or it is damaged.</source>
        <translation>Бұл парақ зақымдалған немесе AgeLens мұндай суретті оқи алмайды.</translation>
    </message>
    <message>
        <source>This page is not in its file, or not there any more.</source>
        <translation>Бұл парақ файлда жоқ немесе енді жоқ.</translation>
    </message>
    <message>
        <source>This photo cannot be copied.</source>
        <translation>Бұл фотоны көшіру мүмкін емес.</translation>
    </message>
    <message>
        <source>This photo lies outside the folder of the project&apos;s photos.</source>
        <translation>Бұл фото жоба фотоларының бумасынан тыс жатыр.</translation>
    </message>
    <message>
        <source>This picture is damaged or incomplete.</source>
        <translation>Бұл сурет бүлінген не толық емес.</translation>
    </message>
    <message>
        <source>This picture is too large; AgeLens opens up to 250 million pixels, 200000 on a side.</source>
        <translation>Бұл сурет тым үлкен; AgeLens 250 миллион пиксельге, бір қабырғасы 200000 пиксельге дейін ашады.</translation>
    </message>
    <message>
        <source>This project is damaged, or was not made by AgeLens.</source>
        <translation>Бұл жоба зақымданған немесе AgeLens-те жасалмаған.</translation>
    </message>
    <message>
        <source>This project is open in another window or write-protected, so it can only be looked at.</source>
        <translation>Бұл жоба басқа терезеде ашық не жазудан қорғалған, сондықтан оны тек қарауға болады.</translation>
    </message>
    <message>
        <source>This run cannot be continued: it has trained all of its epochs, or its checkpoints are gone.</source>
        <translation>Бұл оқытуды жалғастыруға болмайды: барлық дәуірі өткен немесе бақылау нүктелері жоқ.</translation>
    </message>
    <message>
        <source>This table is damaged: it is not in the encoding that its first bytes tell.</source>
        <translation>Бұл кесте бүлінген: оның кодтауы алғашқы байттары көрсеткендей емес.</translation>
    </message>
    <message>
        <source>This table was read as UTF-16.</source>
        <translation>Бұл кесте UTF-16 ретінде оқылды.</translation>
    </message>
    <message>
        <source>This table was read as Windows-1250 (Central Europe).</source>
        <translation>Бұл кесте Windows-1250 (Орталық Еуропа) ретінде оқылды.</translation>
    </message>
    <message>
        <source>This table was read as Windows-1251 (Cyrillic).</source>
        <translation>Бұл кесте Windows-1251 (кириллица) ретінде оқылды.</translation>
    </message>
    <message>
        <source>This table was read as Windows-1252 (Western Europe).</source>
        <translation>Бұл кесте Windows-1252 (Батыс Еуропа) ретінде оқылды.</translation>
    </message>
    <message>
        <source>This table was read as code page 932 (Japanese).</source>
        <translation>Бұл кесте 932 кодтық беті (жапонша) ретінде оқылды.</translation>
    </message>
    <message>
        <source>This table was read as code page 936 (Chinese).</source>
        <translation>Бұл кесте 936 кодтық беті (қытайша) ретінде оқылды.</translation>
    </message>
    <message>
        <source>To see what a group is worth, train one architecture: it is trained twice.</source>
        <translation>Топтың маңызын көру үшін бір архитектураны оқытыңыз: ол екі рет оқытылады.</translation>
    </message>
    <message>
        <source>Too few faces have a known age: at least 30 are needed.</source>
        <translation>Жасы белгілі бет тым аз: кемінде 30 керек.</translation>
    </message>
    <message>
        <source>Too few faces have a known gender: at least 30 are needed.</source>
        <translation>Жынысы белгілі бет тым аз: кемінде 30 керек.</translation>
    </message>
    <message>
        <source>Two networks that differ in the faces they learn from need the same recipe.</source>
        <translation>Әртүрлі беттерде үйренетін екі желіге бірдей рецепт керек.</translation>
    </message>
    <message>
        <source>What answers at this address is no Dask scheduler, or one that expects encryption (tls://): are address and port right?</source>
        <translation>Бұл мекенжайда Dask жоспарлаушысы емес немесе шифрлауды күтетін (tls://) жоспарлаушы жауап береді: мекенжай мен порт дұрыс па?</translation>
    </message>
    <message>
        <source>Windows allows no colon in a name.</source>
        <translation>Windows атта қос нүктеге рұқсат бермейді.</translation>
    </message>
    <message>
        <source>With a learning rate above 1 no network learns. Usual rates lie between 0.0001 and 0.01.</source>
        <translation>Оқыту жылдамдығы 1-ден асса, бірде-бір желі үйренбейді. Әдеттегі мәндер — 0,0001-ден 0,01-ге дейін.</translation>
    </message>
    <message>
        <source>Without this group there is no face left to train on.</source>
        <translation>Бұл топсыз оқытуға бірде-бір бет қалмайды.</translation>
    </message>
    <message>
        <source>Working on SLURM needs dask-jobqueue, which is not installed here: install agelens[cluster].</source>
        <translation>SLURM жүйесінде жұмыс істеу үшін dask-jobqueue керек, ол мұнда орнатылмаған: agelens[cluster] орнатыңыз.</translation>
    </message>
    <message>
        <source>Working on a cluster needs Dask, which is not installed here: install agelens[cluster].</source>
        <translation>Кластерде жұмыс істеу үшін Dask керек, бірақ ол мұнда орнатылмаған: agelens[cluster] орнатыңыз.</translation>
    </message>
    <message>
        <source>{better} is better at age by {amount} ± {margin} years: a real difference.</source>
        <translation>Жас бойынша {better} дәлірек, {amount} ± {margin} жасқа: айырма шынайы.</translation>
    </message>
    <message>
        <source>{better} is better at gender by {amount} ± {margin} percentage points: a real difference.</source>
        <translation>Жыныс бойынша {better} дәлірек, {amount} ± {margin} пайыздық тармаққа: айырма шынайы.</translation>
    </message>
    <message>
        <source>{description} cannot be read.</source>
        <translation>{description} оқылмайды.</translation>
    </message>
    <message>
        <source>{description} may say &quot;framed&quot; (true or false) and, where that is true, &quot;border&quot; (0 to {most_border:g}, a share of the frame&apos;s side).</source>
        <translation>{description} ішінде &quot;framed&quot; (true немесе false) және ол true болса, &quot;border&quot; (0–{most_border:g}, кадр қабырғасының үлесі) көрсетуге болады.</translation>
    </message>
    <message>
        <source>This project was made by a newer AgeLens: install that one to open it.</source>
        <translation>Бұл жобаны AgeLens-тің жаңарақ нұсқасы жасаған: ашу үшін соны орнатыңыз.</translation>
    </message>
    <message>
        <source>This photo was changed after AgeLens looked at it: let it look again.</source>
        <translation>Бұл фото қаралғаннан кейін өзгерген: оны қайта қарап шығыңыз.</translation>
    </message>
    <message>
        <source>This folder lies among the photos, and the copies would be taken for photos: choose one outside.</source>
        <translation>Бұл бума фотолардың арасында, көшірмелер фото деп қабылданар еді: одан тыс буманы таңдаңыз.</translation>
    </message>
    <message>
        <source>The training was stopped while its faces were being prepared, so there is no model.</source>
        <translation>Оқыту беттерді дайындау кезінде тоқтатылды, сондықтан модель жоқ.</translation>
    </message>
    <message>
        <source>There are too few faces to train and test with: at least 30 are needed.</source>
        <translation>Үйрету мен тексеру үшін бет тым аз: кемінде 30 керек.</translation>
    </message>
    <message>
        <source>This sidecar declares a document type, which sidecars have no use for; it was left alone.</source>
        <translation>Бұл серік файлда құжат түрі жарияланған, ол серік файлдарға керек емес; файл өзгертілмеді.</translation>
    </message>
    <message>
        <source>This sidecar is damaged or no XML, so it was left alone.</source>
        <translation>Бұл серік файл бүлінген немесе XML емес, сондықтан ол өзгертілмеді.</translation>
    </message>
    <message>
        <source>This sidecar is nested too deeply.</source>
        <translation>Бұл серік файлдың кірістірілуі тым терең.</translation>
    </message>
    <message>
        <source>This sidecar is too large.</source>
        <translation>Бұл серік файл тым үлкен.</translation>
    </message>
    <message>
        <source>This sidecar lists regions twice, so it was left alone.</source>
        <translation>Бұл серік файлда аймақтар екі рет тізілген, сондықтан ол өзгертілмеді.</translation>
    </message>
    <message>
        <source>This table cannot be read.</source>
        <translation>Бұл кесте оқылмайды.</translation>
    </message>
    <message>
        <source>This table is damaged, or another program has saved it in its own way.</source>
        <translation>Бұл кесте бүлінген немесе басқа бағдарлама оны өзінше сақтаған.</translation>
    </message>
    <message>
        <source>This is not a table by AgeLens, or its columns were changed.</source>
        <translation>Бұл AgeLens кестесі емес немесе бағандары өзгертілген.</translation>
    </message>
    <message>
        <source>No model is installed: train one or import a model folder.</source>
        <translation>Бірде-бір модель орнатылмаған: оқытыңыз немесе модель бумасын импорттаңыз.</translation>
    </message>
    <message>
        <source>This model was made for another version of AgeLens.</source>
        <translation>Бұл модель AgeLens-тің басқа нұсқасына жасалған.</translation>
    </message>
    <message>
        <source>This file could not be read ({reason}).</source>
        <translation>Бұл файлды оқу мүмкін болмады ({reason}).</translation>
    </message>
    <message>
        <source>The model&apos;s file {name} is missing.</source>
        <translation>Модельдің {name} файлы жоқ.</translation>
    </message>
    <message>
        <source>The model&apos;s file {name} is damaged or was changed: install the model again.</source>
        <translation>Модельдің {name} файлы бүлінген не өзгертілген: модельді қайта орнатыңыз.</translation>
    </message>
    <message>
        <source>The model could not be saved in {folder}: is the disk full or read-only?</source>
        <translation>Модельді {folder} ішіне сақтау мүмкін болмады: диск толы ма әлде жазудан қорғалған ба?</translation>
    </message>
    <message>
        <source>The face detector&apos;s data files are missing: install AgeLens again.</source>
        <translation>Бет детекторының деректер файлдары жоқ: AgeLens-ті қайта орнатыңыз.</translation>
    </message>
    <message>
        <source>Another training is going on. Wait for it to end, or stop it.</source>
        <translation>Басқа оқыту жүріп жатыр. Аяқталуын күтіңіз немесе тоқтатыңыз.</translation>
    </message>
    <message>
        <source>The folder for training cannot be written: is the disk full or read-only?</source>
        <translation>Оқыту бумасына жазу мүмкін емес: диск толы ма әлде жазудан қорғалған ба?</translation>
    </message>
    <message>
        <source>The training was ended by the system, perhaps because the memory ran out. Finished epochs are saved: resume it, with a smaller batch if this happens again.</source>
        <translation>Оқытуды жүйе тоқтатты, мүмкін жад жетпеді. Аяқталған дәуірлер сақталған: жалғастырыңыз, қайталанса — топтаманы азайтыңыз.</translation>
    </message>
    <message>
        <source>The training ended unexpectedly. Finished epochs are saved: resume it.</source>
        <translation>Оқыту күтпеген жерден аяқталды. Аяқталған дәуірлер сақталған: жалғастырыңыз.</translation>
    </message>
    <message>
        <source>There is no folder, archive or table with training data here.</source>
        <translation>Мұнда оқыту деректері бар бума, мұрағат не кесте жоқ.</translation>
    </message>
    <message>
        <source>This file is neither a table (.csv) nor an archive (.zip, .tar, .tar.gz).</source>
        <translation>Бұл файл кесте (.csv) де, мұрағат (.zip, .tar, .tar.gz) та емес.</translation>
    </message>
    <message>
        <source>No labelled faces were found here. AgeLens looks for UTKFace names such as 25_0_2_20170116174525125.jpg, for folders named by class (female, male, 30, 20-29, 60+), and for a table (CSV) with path, age and gender.</source>
        <translation>Мұнда белгіленген бет табылмады. AgeLens 25_0_2_20170116174525125.jpg сияқты UTKFace аттарын, сынып атымен аталған бумаларды (female, male, 30, 20-29, 60+) және жолы, жасы мен жынысы бар кестені (CSV) іздейді.</translation>
    </message>
    <message>
        <source>This archive could not be unpacked: is it damaged, or the disk full?</source>
        <translation>Мұрағатты ашу мүмкін болмады: ол бүлінген бе, әлде диск толы ма?</translation>
    </message>
    <message>
        <source>Combined model</source>
        <translation>Біріктірілген модель</translation>
    </message>
    <message>
        <source>Separate models</source>
        <translation>Бөлек модельдер</translation>
    </message>
    <message>
        <source>Recommended model</source>
        <translation>Ұсынылған модель</translation>
    </message>
    <message>
        <source>Class demo</source>
        <translation>Сыныпта көрсету</translation>
    </message>
    <message>
        <source>Some of the faces, a few rounds: two to three minutes if the computer does nothing else.</source>
        <translation>Беттердің бір бөлігі, бірнеше айналым: компьютер басқа іспен айналыспаса, екі-үш минут.</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Толық</translation>
    </message>
    <message>
        <source>All faces, as many rounds as the recipe says: minutes to hours, for a model that is to be used.</source>
        <translation>Барлық бет, рецептте айтылғанша айналым: минуттардан сағаттарға дейін, қолданылатын модель үшін.</translation>
    </message>
    <message>
        <source>These faces are drawn by a program and strongly simplified. The signs of age and gender in them were made up so that a network can learn them in minutes; they say nothing about people, and a model trained on them must not be used on photos.</source>
        <translation>Бұл беттерді бағдарлама салады, олар қатты ықшамдалған. Ондағы жас пен жыныс белгілері желі минуттарда үйренуі үшін ойдан шығарылған; олар адамдар туралы ештеңе айтпайды, олармен оқытылған модельді фотоға қолдануға болмайды.</translation>
    </message>
    <message>
        <source>UTKFace is a collection of more than 20,000 face photos labelled with ages from 0 to 116 and with gender, by Zhang, Song and Qi (CVPR 2017). AgeLens neither contains nor downloads it: fetch it yourself from its authors&apos; project page, https://susanqq.github.io/UTKFace/ (the aligned and cropped faces), then choose the folder or the archive here. Its terms: for non-commercial research only; the photos come from the internet and are not the authors&apos; property. A model trained on it is bound by the same terms.</source>
        <translation>UTKFace — 0-ден 116 жасқа дейінгі жас және жыныс белгілері бар 20 000-нан астам бет фотосының жинағы, авторлары Zhang, Song және Qi (CVPR 2017). AgeLens-те ол жоқ және ол оны жүктемейді: авторлардың https://susanqq.github.io/UTKFace/ бетінен өзіңіз алып (тураланған және қиылған беттер), осында буманы не мұрағатты таңдаңыз. Шарттары: тек коммерциялық емес зерттеуге; фотолар интернеттен алынған және авторлардың меншігі емес. Онымен оқытылған модельге де сол шарттар жүреді.</translation>
    </message>
    <message>
        <source>Estimates of apparent age and of gender as perceived from appearance, for teaching and research. Not for identifying people, nor for any decision about a person.</source>
        <translation>Көрінетін жас пен сырт келбетке қарай қабылданатын жыныстың бағалары, оқыту мен зерттеуге арналған. Адамдарды тануға да, адам туралы қандай да бір шешімге де арналмаған.</translation>
    </message>
    <message>
        <source>Weights: non-commercial research use, as the terms of their training data require.</source>
        <translation>Салмақтар: оқыту деректерінің шарттары талап еткендей, коммерциялық емес зерттеуде қолдануға.</translation>
    </message>
    <message>
        <source>Weights: free to use; they were trained on drawings made by a program.</source>
        <translation>Салмақтар: еркін қолдануға; олар бағдарлама салған суреттермен оқытылған.</translation>
    </message>
    <message>
        <source>Trained on purpose with a part of a group left out, to show what that does to its errors. Not for use on photos.</source>
        <translation>Қателерге қалай әсер ететінін көрсету үшін оқытқанда бір топтың бөлігі әдейі алынып тасталған. Фотоға арналмаған.</translation>
    </message>
    <message>
        <source>Of twenty differences that are none, chance makes one look real: what counts is the first row, for which the networks were trained.</source>
        <translation>Шын мәнінде жоқ жиырма айырманың біреуі кездейсоқ шын болып көрінеді: желілер не үшін оқытылса, сол бірінші жол маңызды.</translation>
    </message>
    <message>
        <source>Details: {0}</source>
        <translation>Толығырақ: {0}</translation>
    </message>
    <message>
        <source>File: {0}</source>
        <translation>Файл: {0}</translation>
    </message>
</context>
<context>
    <name>curves</name>
    <message>
        <source>{0} (thinned set)</source>
        <translation>{0} (сиретілген жиын)</translation>
    </message>
    <message>
        <source>{0}: age</source>
        <translation>{0}: жас</translation>
    </message>
    <message>
        <source>{0}: gender</source>
        <translation>{0}: жыныс</translation>
    </message>
    <message>
        <source>Latest / last epoch</source>
        <translation>Соңғысы / соңғы дәуір</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Шығын</translation>
    </message>
    <message>
        <source>Apparent-age error (years)</source>
        <translation>Көрінетін жас қатесі (жыл)</translation>
    </message>
    <message>
        <source>Perceived-gender accuracy (%)</source>
        <translation>Қабылданатын жыныс дәлдігі (%)</translation>
    </message>
    <message>
        <source>Age error
(years)</source>
        <translation>Жас қатесі
(жыл)</translation>
    </message>
    <message>
        <source>Gender
accuracy (%)</source>
        <translation>Жыныс
дәлдігі (%)</translation>
    </message>
    <message>
        <source>higher is better</source>
        <translation>жоғары болса жақсы</translation>
    </message>
    <message>
        <source>lower is better</source>
        <translation>төмен болса жақсы</translation>
    </message>
    <message>
        <source>Loss is the one number that training makes smaller: it adds up how wrong the answers are on age and gender.</source>
        <translation>Шығын — оқыту азайтатын жалғыз сан: онда жас пен жыныс жауаптарының қателері қосылған.</translation>
    </message>
    <message>
        <source>Validation can be better than training: the training faces are changed by chance to make them harder, and they are counted while the network is still learning.</source>
        <translation>Валидация нәтижесі оқытудан жақсы болуы мүмкін: оқыту беттері қиынырақ болуы үшін кездейсоқ өзгертіледі және желі әлі үйреніп жатқанда есептеледі.</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Соңғысы</translation>
    </message>
    <message>
        <source>Epoch {0}</source>
        <translation>{0}-дәуір</translation>
    </message>
    <message>
        <source>Epoch {0}, step {1}</source>
        <translation>{0}-дәуір, {1}-қадам</translation>
    </message>
    <message>
        <source> years</source>
        <translation> жыл</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>шығын</translation>
    </message>
    <message>
        <source>apparent-age error</source>
        <translation>көрінетін жас қатесі</translation>
    </message>
    <message>
        <source>perceived-gender accuracy</source>
        <translation>қабылданатын жыныс дәлдігі</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>валидация</translation>
    </message>
    <message>
        <source> in validation</source>
        <translation> валидацияда</translation>
    </message>
    <message>
        <source>no figures</source>
        <translation>сандар жоқ</translation>
    </message>
    <message>
        <source>always the commoner gender: {0}</source>
        <translation>әрдайым жиірек жыныс: {0}</translation>
    </message>
    <message>
        <source>always the same gender: {0}</source>
        <translation>әрдайым бір жыныс: {0}</translation>
    </message>
    <message>
        <source>always the average age: {0} years</source>
        <translation>әрдайым орташа жас: {0} жыл</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>Replace the file?</source>
        <translation>Файлды ауыстыру керек пе?</translation>
    </message>
    <message>
        <source>There is a file {0} in this folder. Replace it?</source>
        <translation>Бұл бумада {0} файлы бар. Оны ауыстыру керек пе?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ауыстыру</translation>
    </message>
</context>
<context>
    <name>faces</name>
    <message>
        <source>Apparent age</source>
        <translation>Көрінетін жас</translation>
    </message>
    <message>
        <source>Perceived gender (from appearance)</source>
        <translation>Қабылданатын жыныс (сырт келбетіне қарай)</translation>
    </message>
    <message>
        <source>you: not a face</source>
        <translation>сіз: бет емес</translation>
    </message>
    <message>
        <source>you: {0}</source>
        <translation>сіз: {0}</translation>
    </message>
    <message>
        <source>female</source>
        <translation>әйел</translation>
    </message>
    <message>
        <source>male</source>
        <translation>ер</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>айта алмаймын</translation>
    </message>
</context>
<context>
    <name>folder</name>
    <message>
        <source>There is no face that both have labelled.</source>
        <translation>Екеуі де белгілеген бірде-бір бет жоқ.</translation>
    </message>
    <message>
        <source>Fewer than {0} is too few for reliable figures.</source>
        <translation>{0} санынан аз — сенімді көрсеткіштерге тым аз.</translation>
    </message>
    <message>
        <source>Kappa measures agreement beyond chance. It cannot be computed where both gave every face the same answer ({0}).</source>
        <translation>Каппа кездейсоқтықтан тыс келісімді өлшейді. Екеуі де барлық бетке бірдей жауап берген жерде оны есептеу мүмкін емес ({0}).</translation>
    </message>
    <message>
        <source>a face</source>
        <translation>бет</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>модель</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>атсыз</translation>
    </message>
    <message>
        <source>{photo}, face {number}</source>
        <translation>{photo}, {number}-бет</translation>
    </message>
    <message>
        <source>{rater}: {said}</source>
        <translation>{rater}: {said}</translation>
    </message>
    <message>
        <source>A face or not</source>
        <translation>Бет пе, жоқ па</translation>
    </message>
    <message>
        <source>Perceived gender</source>
        <translation>Қабылданатын жыныс</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Беттер</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>Келіскені</translation>
    </message>
    <message>
        <source>Cohen’s kappa</source>
        <translation>Коэн каппасы</translation>
    </message>
    <message>
        <source>Mean difference</source>
        <translation>Орташа айырма</translation>
    </message>
    <message>
        <source>Within 5 years</source>
        <translation>5 жас шегінде</translation>
    </message>
    <message>
        <source>{0} years</source>
        <translation>{0} жас</translation>
    </message>
    <message>
        <source>Apparent age</source>
        <translation>Көрінетін жас</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>Әзірге фото жоқ</translation>
    </message>
    <message>
        <source>Finishing…</source>
        <translation>Аяқталуда…</translation>
    </message>
    <message>
        <source>Stopping after the current photos…</source>
        <translation>Ағымдағы фотолардан кейін тоқтайды…</translation>
    </message>
    <message>
        <source>There are no photos in this folder</source>
        <translation>Бұл бумада фото жоқ</translation>
    </message>
    <message>
        <source>Scanning the folder…</source>
        <translation>Бума қаралуда…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Кідіріс</translation>
    </message>
    <message>
        <source>Labelling</source>
        <translation>Белгілеу</translation>
    </message>
    <message>
        <source>{0} photos a second</source>
        <translation>секундына {0} фото</translation>
    </message>
    <message>
        <source>waiting for workers of the cluster</source>
        <translation>кластердің жұмыс процестерін күту</translation>
    </message>
    <message>
        <source>Photos since the last check: {0}.</source>
        <translation>Соңғы тексеруден бергі фотолар: {0}.</translation>
    </message>
    <message>
        <source>No photo has changed since the last check.</source>
        <translation>Соңғы тексеруден бері бірде-бір фото өзгерген жоқ.</translation>
    </message>
    <message>
        <source>new</source>
        <translation>жаңа</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>жылжытылған</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>өзгерген</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>жоғалған</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>өзгеріссіз</translation>
    </message>
    <message>
        <source>This photo was changed again: check for changes first.</source>
        <translation>Бұл фото қайта өзгерген: алдымен өзгерістерді тексеріңіз.</translation>
    </message>
    <message>
        <source>No differences: every value is the same</source>
        <translation>Айырмашылық жоқ: барлық мән бірдей</translation>
    </message>
    <message>
        <source>Nothing could be checked</source>
        <translation>Ештеңені тексеру мүмкін болмады</translation>
    </message>
    <message>
        <source>The model says the same, but the table has changed since it was written</source>
        <translation>Модель сол жауапты береді, бірақ кесте жазылғаннан бері өзгерген</translation>
    </message>
    <message>
        <source>The table has changed since it was written.</source>
        <translation>Кесте жазылғаннан бері өзгерген.</translation>
    </message>
    <message>
        <source>Nobody can tell whether the table has changed since it was written: its settings file is not there.</source>
        <translation>Кесте жазылғаннан бері өзгерді ме, айту мүмкін емес: оның баптау файлы жоқ.</translation>
    </message>
    <message>
        <source>What the model said was compared, and how many rows and faces there are; what people said was not.</source>
        <translation>Модельдің жауаптары және жолдар мен беттердің саны салыстырылды; адамдардың жауаптары салыстырылған жоқ.</translation>
    </message>
    <message>
        <source>This model is not installed: {0}.</source>
        <translation>Бұл модель орнатылмаған: {0}.</translation>
    </message>
    <message>
        <source>The table was made by AgeLens {0}.</source>
        <translation>Кестені AgeLens {0} жасаған.</translation>
    </message>
    <message>
        <source>JPEG</source>
        <translation>JPEG</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>HEIC and AVIF</source>
        <translation>HEIC және AVIF</translation>
    </message>
    <message>
        <source>TIFF</source>
        <translation>TIFF</translation>
    </message>
    <message>
        <source>WebP</source>
        <translation>WebP</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Басқалар</translation>
    </message>
    <message>
        <source>{low}–{high}</source>
        <translation>{low}–{high}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>белгісіз</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>сенімсіз</translation>
    </message>
    <message>
        <source>female</source>
        <translation>әйел</translation>
    </message>
    <message>
        <source>male</source>
        <translation>ер</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>анықтай алмаймын</translation>
    </message>
    <message>
        <source>not processed yet</source>
        <translation>әлі өңделмеген</translation>
    </message>
    <message>
        <source>could not be processed</source>
        <translation>өңделмеді</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>тексерілмеген</translation>
    </message>
    <message>
        <source>label held</source>
        <translation>белгі кейінге қалдырылған</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>жасырылған</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>расталған</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>түзетілген</translation>
    </message>
    <message>
        <source>not a face</source>
        <translation>бет емес</translation>
    </message>
    <message>
        <source>added by hand</source>
        <translation>қолмен қосылған</translation>
    </message>
    <message>
        <source>no face</source>
        <translation>бет жоқ</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>оқылмады</translation>
    </message>
    <message>
        <source>held</source>
        <translation>кейінге қалдырылған</translation>
    </message>
    <message>
        <source>{0} px</source>
        <translation>{0} пикс.</translation>
    </message>
    <message>
        <source>detector {0}</source>
        <translation>детектор {0}</translation>
    </message>
    <message>
        <source>score {0}</source>
        <translation>баға {0}</translation>
    </message>
    <message>
        <source>certainty {0}</source>
        <translation>сенімділік {0}</translation>
    </message>
    <message>
        <source>{0}, settled</source>
        <translation>{0}, шешілген</translation>
    </message>
    <message>
        <source>added by hand, partly reviewed</source>
        <translation>қолмен қосылған, ішінара тексерілген</translation>
    </message>
    <message>
        <source>partly reviewed</source>
        <translation>ішінара тексерілген</translation>
    </message>
    <message>
        <source>{name}: apparent age {age}; perceived gender {gender}; {state}</source>
        <translation>{name}: көрінетін жас {age}; қабылданатын жыныс {gender}; {state}</translation>
    </message>
    <message>
        <source>no estimate</source>
        <translation>баға жоқ</translation>
    </message>
    <message>
        <source>reviewer: {0}</source>
        <translation>тексеруші: {0}</translation>
    </message>
    <message>
        <source>Values by the model {0}</source>
        <translation>{0} моделінің мәндері</translation>
    </message>
    <message>
        <source>Values by several models: {0}</source>
        <translation>Бірнеше модельдің мәндері: {0}</translation>
    </message>
    <message>
        <source>{0}. The current model is {1}.</source>
        <translation>{0}. Ағымдағы модель: {1}.</translation>
    </message>
    <message>
        <source>These values come from {0}; the current model is {1}.</source>
        <translation>Бұл мәндер {0} моделінен алынған; ағымдағы модель — {1}.</translation>
    </message>
    <message>
        <source>These values come from {0}, which is no longer installed; the current model is {1}.</source>
        <translation>Бұл мәндер енді орнатылмаған {0} моделінен алынған; ағымдағы модель — {1}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces were labelled by both.</source>
        <translation>
            <numerusform>%Ln бетті екеуі де белгіледі.</numerusform>
            <numerusform>%Ln бетті екеуі де белгіледі.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln photos are done</source>
        <translation>
            <numerusform>%Ln фотоның бәрі дайын</numerusform>
            <numerusform>%Ln фотоның бәрі дайын</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: {1} of %Ln photos</source>
        <translation>
            <numerusform>{0}: %Ln фотоның {1}</numerusform>
            <numerusform>{0}: %Ln фотоның {1}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces</source>
        <translation>
            <numerusform>%Ln бет</numerusform>
            <numerusform>%Ln бет</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln photos are done</source>
        <translation>
            <numerusform>%Ln фотоның {0} дайын</numerusform>
            <numerusform>%Ln фотоның {0} дайын</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused: %Ln photos so far</source>
        <translation>
            <numerusform>Кідірісте: әзірге %Ln фото</numerusform>
            <numerusform>Кідірісте: әзірге %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels held: their photo was changed or replaced</source>
        <translation>
            <numerusform>шегерілген белгі: %Ln (фото өзгертілген немесе ауыстырылған)</numerusform>
            <numerusform>шегерілген белгі: %Ln (фото өзгертілген немесе ауыстырылған)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pictures without a photo’s file name</source>
        <translation>
            <numerusform>Фото атауынсыз %Ln сурет</numerusform>
            <numerusform>Фото атауынсыз %Ln сурет</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln raw photos (not supported)</source>
        <translation>
            <numerusform>%Ln RAW фото (қолдау көрсетілмейді)</numerusform>
            <numerusform>%Ln RAW фото (қолдау көрсетілмейді)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln JPEG XL pictures (not supported)</source>
        <translation>
            <numerusform>%Ln JPEG XL суреті (қолдау көрсетілмейді)</numerusform>
            <numerusform>%Ln JPEG XL суреті (қолдау көрсетілмейді)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pictures of unsupported types</source>
        <translation>
            <numerusform>Қолдау көрсетілмейтін түрдегі %Ln сурет</numerusform>
            <numerusform>Қолдау көрсетілмейтін түрдегі %Ln сурет</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos of types not selected</source>
        <translation>
            <numerusform>Таңдалмаған түрдегі %Ln фото</numerusform>
            <numerusform>Таңдалмаған түрдегі %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos that are only in the cloud</source>
        <translation>
            <numerusform>Тек бұлтта тұрған %Ln фото</numerusform>
            <numerusform>Тек бұлтта тұрған %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hidden photos not included</source>
        <translation>
            <numerusform>%Ln жасырын фото қосылмады</numerusform>
            <numerusform>%Ln жасырын фото қосылмады</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln subfolders not included</source>
        <translation>
            <numerusform>%Ln ішкі бума қосылмады</numerusform>
            <numerusform>%Ln ішкі бума қосылмады</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln linked folders not followed</source>
        <translation>
            <numerusform>%Ln сілтеме бума ашылмады</numerusform>
            <numerusform>%Ln сілтеме бума ашылмады</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hidden folders not included</source>
        <translation>
            <numerusform>%Ln жасырын бума қосылмады</numerusform>
            <numerusform>%Ln жасырын бума қосылмады</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln further pages of long TIFF files</source>
        <translation>
            <numerusform>ұзын TIFF файлдарының келесі %Ln парағы</numerusform>
            <numerusform>ұзын TIFF файлдарының келесі %Ln парағы</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln thumbnail or trash folders skipped</source>
        <translation>
            <numerusform>Нобайлар немесе себеттің %Ln бумасы өткізіп жіберілді</numerusform>
            <numerusform>Нобайлар немесе себеттің %Ln бумасы өткізіп жіберілді</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers of the cluster</source>
        <translation>
            <numerusform>кластердің %Ln жұмыс процесі</numerusform>
            <numerusform>кластердің %Ln жұмыс процесі</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The labels of %Ln faces moved along.</source>
        <translation>
            <numerusform>%Ln беттің белгілері фотомен бірге көшті.</numerusform>
            <numerusform>%Ln беттің белгілері фотомен бірге көшті.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The labels of %Ln faces are held.</source>
        <translation>
            <numerusform>%Ln беттің белгілері кейінге қалдырылды.</numerusform>
            <numerusform>%Ln беттің белгілері кейінге қалдырылды.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model no longer finds %Ln faces that have labels.</source>
        <translation>
            <numerusform>Модель белгілері бар %Ln бетті енді таппайды.</numerusform>
            <numerusform>Модель белгілері бар %Ln бетті енді таппайды.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Scanning the folder: %Ln photos so far</source>
        <translation>
            <numerusform>Бума қаралуда, әзірге %Ln фото</numerusform>
            <numerusform>Бума қаралуда, әзірге %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos without a face</source>
        <translation>
            <numerusform>бетсіз %Ln фото</numerusform>
            <numerusform>бетсіз %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicates</source>
        <translation>
            <numerusform>%Ln көшірме</numerusform>
            <numerusform>%Ln көшірме</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln no longer there</source>
        <translation>
            <numerusform>орнында жоқ: %Ln</numerusform>
            <numerusform>орнында жоқ: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be read</source>
        <translation>
            <numerusform>%Ln оқылмады</numerusform>
            <numerusform>%Ln оқылмады</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln жаңа</numerusform>
            <numerusform>%Ln жаңа</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moved</source>
        <translation>
            <numerusform>%Ln жылжытылған</numerusform>
            <numerusform>%Ln жылжытылған</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln өзгерген</numerusform>
            <numerusform>%Ln өзгерген</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gone</source>
        <translation>
            <numerusform>%Ln жоғалған</numerusform>
            <numerusform>%Ln жоғалған</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moved along</source>
        <translation>
            <numerusform>%Ln фотомен бірге көшті</numerusform>
            <numerusform>%Ln фотомен бірге көшті</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln held</source>
        <translation>
            <numerusform>%Ln кейінге қалдырылды</numerusform>
            <numerusform>%Ln кейінге қалдырылды</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln on faces no longer found</source>
        <translation>
            <numerusform>%Ln енді табылмайтын беттерде</numerusform>
            <numerusform>%Ln енді табылмайтын беттерде</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The table has %Ln rows; it was written with {0}.</source>
        <translation>
            <numerusform>Кестеде %Ln жол бар; ол {0} жолмен жазылған.</numerusform>
            <numerusform>Кестеде %Ln жол бар; ол {0} жолмен жазылған.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It lists %Ln photos; it was written with {0}.</source>
        <translation>
            <numerusform>Онда %Ln фото бар; ол {0} фотомен жазылған.</numerusform>
            <numerusform>Онда %Ln фото бар; ол {0} фотомен жазылған.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln photos done</source>
        <translation>
            <numerusform>%Ln фотоның {0} дайын</numerusform>
            <numerusform>%Ln фотоның {0} дайын</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln faces reviewed</source>
        <translation>
            <numerusform>%Ln беттің {0} тексерілді</numerusform>
            <numerusform>%Ln беттің {0} тексерілді</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos</source>
        <translation>
            <numerusform>%Ln фото</numerusform>
            <numerusform>%Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels</source>
        <translation>
            <numerusform>%Ln белгі</numerusform>
            <numerusform>%Ln белгі</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln years wide</source>
        <translation>
            <numerusform>ені %Ln жас</numerusform>
            <numerusform>ені %Ln жас</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: %Ln photos</source>
        <translation>
            <numerusform>{0}: %Ln фото</numerusform>
            <numerusform>{0}: %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln differences found</source>
        <translation>
            <numerusform>%Ln айырмашылық табылды</numerusform>
            <numerusform>%Ln айырмашылық табылды</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln photos were checked again.</source>
        <translation>
            <numerusform>%Ln фотоның {0} қайта тексерілді.</numerusform>
            <numerusform>%Ln фотоның {0} қайта тексерілді.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are not where the table says.</source>
        <translation>
            <numerusform>%Ln фото кестеде көрсетілген жерде емес.</numerusform>
            <numerusform>%Ln фото кестеде көрсетілген жерде емес.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces were added by people and cannot be repeated.</source>
        <translation>
            <numerusform>%Ln бетті адамдар қосқан, оларды қайталау мүмкін емес.</numerusform>
            <numerusform>%Ln бетті адамдар қосқан, оларды қайталау мүмкін емес.</numerusform>
        </translation>
    </message>
    <message>
        <source>This file or folder does not exist. File: {0}</source>
        <translation>Мұндай файл не бума жоқ. Файл: {0}</translation>
    </message>
    <message>
        <source>This is neither a folder nor an AgeLens project. Open single photos in the Photos tab. File: {0}</source>
        <translation>Бұл бума да, AgeLens жобасы да емес. Жеке фотоларды «Фото» қойындысында ашыңыз. Файл: {0}</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>No model is in use.</source>
        <translation>Модель таңдалмаған.</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Идентификатор</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Архитектура</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Кіріс суреті</translation>
    </message>
    <message>
        <source>{0} × {0} px</source>
        <translation>{0} × {0} пкс</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Жасалған</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Балл</translation>
    </message>
    <message>
        <source>0 is male, 1 is female</source>
        <translation>0 — ер, 1 — әйел</translation>
    </message>
    <message>
        <source>Intended use</source>
        <translation>Мақсаты</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Лицензия</translation>
    </message>
    <message>
        <source>Test faces: mean age error, in years</source>
        <translation>Сынақ беттері: жастың орташа қатесі, жыл</translation>
    </message>
    <message>
        <source>Test faces: genders as labelled</source>
        <translation>Сынақ беттері: белгідегідей жыныс үлесі</translation>
    </message>
    <message>
        <source>Test faces: number</source>
        <translation>Сынақ беттері: саны</translation>
    </message>
    <message>
        <source>Test faces: share whose age is in the range</source>
        <translation>Сынақ беттері: жасы аралықта жатқандардың үлесі</translation>
    </message>
    <message>
        <source>Test faces: mean width of the range, in years</source>
        <translation>Сынақ беттері: аралықтың орташа ені, жылмен</translation>
    </message>
    <message>
        <source>Model in use</source>
        <translation>Қолданыстағы модель</translation>
    </message>
    <message>
        <source>These figures are from the model’s own test faces. Expect worse results on other photos, above all for children, old people, poor light and groups that are rare in the training data.</source>
        <translation>Сандар модельдің өз сынақ беттеріне қатысты; басқа фотоларда бұдан азын, ал балаларда, егде адамдарда, жарық нашарда және оқыту деректерінде сирек топтарда одан да азын күтіңіз.</translation>
    </message>
    <message>
        <source>AgeLens is free software under the Apache License 2.0. It uses these components; choose one to read its licence. Qt and PySide6 are used under the LGPL 3, unchanged.</source>
        <translation>AgeLens — Apache License 2.0 бойынша еркін бағдарлама. Ол мына бөліктерден құралған; лицензиясын оқу үшін бөлікті таңдаңыз. Qt мен PySide6 өзгертілмей, LGPL 3 бойынша қолданылады.</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>Бөлік</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Нұсқа</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Лицензиялар</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>not stated</source>
        <translation>көрсетілмеген</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Аты</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Архитектура</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Параметрлер</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Өлшемі</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} МБ</translation>
    </message>
    <message>
        <source>Age error (years)</source>
        <translation>Жас қатесі (жыл)</translation>
    </message>
    <message>
        <source>Gender accuracy</source>
        <translation>Жыныс дәлдігі</translation>
    </message>
    <message>
        <source>Test faces</source>
        <translation>Сынақ беттері</translation>
    </message>
    <message>
        <source>Training faces</source>
        <translation>Оқу беттері</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Жасалған</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Шарттары</translation>
    </message>
</context>
<context>
    <name>photos</name>
    <message>
        <source>Pictures are saved as PNG or JPEG. File: {0}</source>
        <translation>Суреттер PNG не JPEG түрінде сақталады. Файл: {0}</translation>
    </message>
    <message>
        <source>The picture could not be saved. Is the folder writable, and is there enough disk space? File: {0}, {1}</source>
        <translation>Суретті сақтау мүмкін болмады: бұл бумаға жазуға бола ма, дискіде орын бар ма? Файл: {0}, {1}</translation>
    </message>
    <message>
        <source>This file has changed since AgeLens read it; open it again. File: {0}, {1} x {2} pixels</source>
        <translation>Бұл файл қаралғаннан кейін өзгерген; оны қайта ашыңыз. Файл: {0}, {1} x {2} пиксель</translation>
    </message>
    <message>
        <source>This is the original photo, which AgeLens never changes; choose another name. File: {0}</source>
        <translation>Бұл — түпнұсқа фото, AgeLens оны ешқашан өзгертпейді; басқа ат таңдаңыз. Файл: {0}</translation>
    </message>
    <message>
        <source>This file does not exist, or no longer exists. File: {0}</source>
        <translation>Бұл файл жоқ немесе енді жоқ. Файл: {0}</translation>
    </message>
    <message>
        <source>There is no photo in this folder. Folder: {0}</source>
        <translation>Бұл бумада фото жоқ. Бума: {0}</translation>
    </message>
    <message numerus="yes">
        <source>{0} and %Ln more</source>
        <translation>
            <numerusform>{0} және тағы %Ln</numerusform>
            <numerusform>{0} және тағы %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>Next face</source>
        <translation>Келесі бет</translation>
    </message>
    <message>
        <source>Nothing to confirm</source>
        <translation>Растайтын ештеңе жоқ</translation>
    </message>
    <message>
        <source>Age is missing</source>
        <translation>Жасы көрсетілмеген</translation>
    </message>
    <message>
        <source>Gender is missing</source>
        <translation>Жынысы көрсетілмеген</translation>
    </message>
    <message>
        <source>Confirm {0}</source>
        <translation>{0} растау</translation>
    </message>
    <message>
        <source>Enter an age and choose a gender.</source>
        <translation>Жасын енгізіп, жынысын таңдаңыз.</translation>
    </message>
    <message>
        <source>Enter an age.</source>
        <translation>Жасын енгізіңіз.</translation>
    </message>
    <message>
        <source>Choose a gender.</source>
        <translation>Жынысын таңдаңыз.</translation>
    </message>
    <message>
        <source>The model has no estimate here: choose a gender.</source>
        <translation>Мұнда модельдің бағасы жоқ: жынысын таңдаңыз.</translation>
    </message>
    <message>
        <source>The model has no estimate here: enter an age.</source>
        <translation>Мұнда модельдің бағасы жоқ: жасын енгізіңіз.</translation>
    </message>
    <message>
        <source>The model has no estimate here: enter your own answer.</source>
        <translation>Модельдің мұнда бағасы жоқ: өз жауабыңызды енгізіңіз.</translation>
    </message>
    <message>
        <source>The model is not sure of the gender: choose one.</source>
        <translation>Модель жынысқа сенімсіз: өзіңіз таңдаңыз.</translation>
    </message>
    <message>
        <source>female</source>
        <translation>әйел</translation>
    </message>
    <message>
        <source>male</source>
        <translation>ер</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>белгісіз</translation>
    </message>
    <message>
        <source>The model is sure.</source>
        <translation>Модель сенімді.</translation>
    </message>
    <message>
        <source>The model is fairly sure.</source>
        <translation>Модель едәуір сенімді.</translation>
    </message>
    <message>
        <source>The model is not very sure.</source>
        <translation>Модель онша сенімді емес.</translation>
    </message>
    <message>
        <source>Not very sure of the age.</source>
        <translation>Жасқа онша сенімді емес.</translation>
    </message>
    <message>
        <source>Not very sure of the gender.</source>
        <translation>Жынысқа онша сенімді емес.</translation>
    </message>
    <message>
        <source>The box was moved by hand.</source>
        <translation>Жақтау қолмен жылжытылған.</translation>
    </message>
    <message>
        <source>The current model no longer finds this face.</source>
        <translation>Қолданыстағы модель оны енді таппайды.</translation>
    </message>
    <message>
        <source>Centre of the photo; face detection was off.</source>
        <translation>Фотоның ортасы; бет іздеу өшірулі болды.</translation>
    </message>
    <message>
        <source>discuss</source>
        <translation>талқылау</translation>
    </message>
    <message>
        <source>poor picture</source>
        <translation>нашар сурет</translation>
    </message>
    <message>
        <source>good example</source>
        <translation>жақсы мысал</translation>
    </message>
    <message>
        <source>Sure of the age.</source>
        <translation>Жасқа сенімді.</translation>
    </message>
    <message>
        <source>apparent age {age}; gender hidden</source>
        <translation>көрінетін жасы {age}; жынысы жасырылған</translation>
    </message>
    <message>
        <source>perceived gender (from appearance) {gender}; age hidden</source>
        <translation>қабылданатын жыныс (сыртқы түріне қарай) {gender}; жасы жасырылған</translation>
    </message>
    <message>
        <source>hidden until you answer</source>
        <translation>сіз жауап бергенше жасырылған</translation>
    </message>
    <message>
        <source>Fairly sure of the age.</source>
        <translation>Жасқа едәуір сенімді.</translation>
    </message>
    <message>
        <source>Sure of the gender.</source>
        <translation>Жынысқа сенімді.</translation>
    </message>
    <message>
        <source>Fairly sure of the gender.</source>
        <translation>Жынысқа едәуір сенімді.</translation>
    </message>
    <message>
        <source>Drawn by hand.</source>
        <translation>Қолмен сызылған.</translation>
    </message>
    <message>
        <source>Face found with score {0}.</source>
        <translation>Бет {0} сенімділікпен табылды.</translation>
    </message>
</context>
<context>
    <name>runs</name>
    <message>
        <source>{0} GB</source>
        <translation>{0} ГБ</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} МБ</translation>
    </message>
    <message>
        <source>Training now</source>
        <translation>Қазір оқытылуда</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Үзілген</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Тоқтатылған</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Аяқталған</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0}, from a model</source>
        <translation>{0}, модельден бастап</translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln runs?</source>
        <translation>
            <numerusform>%Ln оқытуды жою керек пе?</numerusform>
            <numerusform>%Ln оқытуды жою керек пе?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Train %Ln more epochs</source>
        <translation>
            <numerusform>Тағы %Ln дәуір оқыту</numerusform>
            <numerusform>Тағы %Ln дәуір оқыту</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs, {0}</source>
        <translation>
            <numerusform>%Ln оқыту, {0}</numerusform>
            <numerusform>%Ln оқыту, {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>training</name>
    <message>
        <source>Layer</source>
        <translation>Қабат</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Параметрлер</translation>
    </message>
    <message>
        <source>the mean of the squared errors</source>
        <translation>қате квадраттарының орташасы</translation>
    </message>
    <message>
        <source>the learning rate warms up and cools down</source>
        <translation>оқыту жылдамдығы өсіп, кейін баяулайды</translation>
    </message>
    <message>
        <source>the weights are averaged over time</source>
        <translation>салмақтар уақыт бойынша орташаланады</translation>
    </message>
    <message>
        <source>Recipe “{0}”: {1}, {2}, Adam with a learning rate of {3}.</source>
        <translation>«{0}» рецепті: {1}, {2}, Adam, оқыту жылдамдығы {3}.</translation>
    </message>
    <message>
        <source>The same layers and recipe, with fewer training faces.</source>
        <translation>Қабаттары мен рецепті сол, бірақ оқытуға бет азырақ.</translation>
    </message>
    <message>
        <source>Also: {0}.</source>
        <translation>Сонымен қатар: {0}.</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>айнадағыдай</translation>
    </message>
    <message>
        <source>shifted</source>
        <translation>жылжытылған</translation>
    </message>
    <message>
        <source>tinted</source>
        <translation>реңі өзгерген</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>бұлдыратылған</translation>
    </message>
    <message>
        <source>partly covered</source>
        <translation>жартылай жабылған</translation>
    </message>
    <message>
        <source>Seed {0}.</source>
        <translation>Бастапқы сан {0}.</translation>
    </message>
    <message>
        <source>Output shape</source>
        <translation>Шығыс пішіні</translation>
    </message>
    <message>
        <source>Starts from the weights of {0} instead of random ones.</source>
        <translation>Кездейсоқ емес, {0} салмақтарынан басталады.</translation>
    </message>
    <message>
        <source>No augmentation: each face is used unchanged.</source>
        <translation>Аугментациясыз: әр бет өзгеріссіз.</translation>
    </message>
    <message>
        <source>the mean absolute error in years</source>
        <translation>жылмен орташа абсолютті қате</translation>
    </message>
    <message>
        <source>the error of the mean in years, plus the distance of the predicted distribution from a narrow normal distribution around the label</source>
        <translation>орташаның жылмен қатесі және болжанған үлестірімнің белгі айналасындағы тар қалыпты үлестірімнен қашықтығы</translation>
    </message>
    <message>
        <source>Loss: for age, {0}; for gender, the cross-entropy.</source>
        <translation>Шығын: жасқа {0}; жынысқа айқас энтропия.</translation>
    </message>
    <message>
        <source>Gender is weighted {0} times as much.</source>
        <translation>Жыныстың салмағы: {0}.</translation>
    </message>
    <message>
        <source>the first prediction is the mean of the data</source>
        <translation>алғашқы болжам — деректердің орташасы</translation>
    </message>
    <message>
        <source>weight decay keeps the weights small</source>
        <translation>салмақтарды олардың өшуі тежейді</translation>
    </message>
    <message>
        <source>batch normalisation during training</source>
        <translation>оқыту кезінде топтамалық нормалау</translation>
    </message>
    <message>
        <source>predictions are averaged over a face and its mirror image</source>
        <translation>болжамдар бет пен оның айнадағы бейнесі бойынша орташаланады</translation>
    </message>
    <message>
        <source>faces in the dark are brightened before they are judged</source>
        <translation>қараңғыда түсірілген беттер бағаланар алдында ашықталады</translation>
    </message>
    <message>
        <source>rotated</source>
        <translation>бұрылған</translation>
    </message>
    <message>
        <source>zoomed</source>
        <translation>үлкейтілген</translation>
    </message>
    <message>
        <source>brightened or darkened</source>
        <translation>ашықтау не күңгірттеу</translation>
    </message>
    <message>
        <source>changed in contrast</source>
        <translation>контрасты өзгерген</translation>
    </message>
    <message>
        <source>turned grey</source>
        <translation>сұр</translation>
    </message>
    <message>
        <source>compressed as JPEG</source>
        <translation>JPEG болып сығылған</translation>
    </message>
    <message>
        <source>made grainy</source>
        <translation>түйіршікті</translation>
    </message>
    <message>
        <source>put in low light</source>
        <translation>күңгірт жарықта</translation>
    </message>
    <message>
        <source>Augmentation: faces are randomly {0}.</source>
        <translation>Аугментация: беттер кездейсоқ {0}.</translation>
    </message>
    <message>
        <source>Faces and computer</source>
        <translation>Беттер және компьютер</translation>
    </message>
    <message>
        <source>Input image, RGB</source>
        <translation>Кіріс сурет, RGB</translation>
    </message>
    <message>
        <source>Convolution, {0} filters of 3 × 3, ReLU</source>
        <translation>Үйірткі, 3 × 3 сүзгі: {0}, ReLU</translation>
    </message>
    <message>
        <source>Convolution, {0} filters of 3 × 3, stride 2, batch normalisation, ReLU</source>
        <translation>Үйірткі, 3 × 3 сүзгі: {0}, адымы 2, топтамалық нормалау, ReLU</translation>
    </message>
    <message>
        <source>Max pooling, 2 × 2</source>
        <translation>Максимум-пулинг 2 × 2</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>Векторға созу</translation>
    </message>
    <message>
        <source>Residual block, two convolutions of {0} filters, squeeze-excitation</source>
        <translation>Қалдықтық блок, екі үйірткі, сүзгі: {0}, squeeze-excitation</translation>
    </message>
    <message>
        <source>Global average pooling</source>
        <translation>Жаһандық орташалау пулингі</translation>
    </message>
    <message>
        <source>Output: age, a probability for each year from 0 to 100</source>
        <translation>Шығыс: жас, 0-ден 100-ге дейінгі әр жылға ықтималдық</translation>
    </message>
    <message>
        <source>Mean and standard deviation of the age</source>
        <translation>Жастың орташасы мен стандартты ауытқуы</translation>
    </message>
    <message>
        <source>Dense (gender), ReLU</source>
        <translation>Толық байланысқан (жыныс), ReLU</translation>
    </message>
    <message>
        <source>Dense (age), ReLU</source>
        <translation>Толық байланысқан (жас), ReLU</translation>
    </message>
    <message>
        <source>Dense, ReLU</source>
        <translation>Толық байланысқан, ReLU</translation>
    </message>
    <message>
        <source>Dropout {0} (gender)</source>
        <translation>Dropout {0} (жыныс)</translation>
    </message>
    <message>
        <source>Dropout {0} (age)</source>
        <translation>Dropout {0} (жас)</translation>
    </message>
    <message>
        <source>Dropout {0}</source>
        <translation>Dropout {0}</translation>
    </message>
    <message>
        <source>Output: gender, sigmoid</source>
        <translation>Шығыс: жыныс, сигмоида</translation>
    </message>
    <message>
        <source>Output: age, ReLU</source>
        <translation>Шығыс: жас, ReLU</translation>
    </message>
    <message>
        <source>Training took {0}.</source>
        <translation>Оқытуға {0} кетті.</translation>
    </message>
    <message>
        <source>female</source>
        <translation>әйел</translation>
    </message>
    <message>
        <source>male</source>
        <translation>ер</translation>
    </message>
    <message>
        <source>labelled {0}, predicted {1} {2}%</source>
        <translation>белгіде {0}, болжам {1} {2}%</translation>
    </message>
    <message>
        <source>Drawn faces</source>
        <translation>Салынған беттер</translation>
    </message>
    <message>
        <source>Combined model</source>
        <translation>Біріктірілген модель</translation>
    </message>
    <message>
        <source>Separate models</source>
        <translation>Бөлек модельдер</translation>
    </message>
    <message>
        <source>Recommended model</source>
        <translation>Ұсынылған модель</translation>
    </message>
    <message>
        <source> and </source>
        <translation> және </translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Кідіріс</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Дайын</translation>
    </message>
    <message>
        <source>The training was interrupted</source>
        <translation>Оқыту үзілді</translation>
    </message>
    <message>
        <source>Stopping: nothing has been trained yet</source>
        <translation>Тоқтайды: әлі ештеңе оқытылған жоқ</translation>
    </message>
    <message>
        <source>Stopping: keeping the best model so far</source>
        <translation>Тоқтайды: ең жақсы модель сақталуда</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>Жүріп жатқан жоқ</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Іске қосылуда…</translation>
    </message>
    <message>
        <source>Preparing the faces</source>
        <translation>Беттер дайындалуда</translation>
    </message>
    <message>
        <source>Converting the best weights for use</source>
        <translation>Ең жақсы салмақтар қолдануға түрлендірілуде</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Оқыту</translation>
    </message>
    <message>
        <source>Drawing the faces</source>
        <translation>Беттер салынуда</translation>
    </message>
    <message>
        <source>Unpacking the faces</source>
        <translation>Беттер ашып алынуда</translation>
    </message>
    <message>
        <source>{0} at {1} × {1} pixels</source>
        <translation>{0}, көлемі {1} × {1} пиксель</translation>
    </message>
    <message>
        <source>starting the training process</source>
        <translation>оқыту процесі іске қосылуда</translation>
    </message>
    <message>
        <source>it took {0} with preparing and storing</source>
        <translation>дайындау мен сақтауды қосқанда {0} кетті</translation>
    </message>
    <message>
        <source>{0}, thinned set</source>
        <translation>{0}, сиретілген жиын</translation>
    </message>
    <message>
        <source>{0}, age</source>
        <translation>{0}, жас</translation>
    </message>
    <message>
        <source>{0}, gender</source>
        <translation>{0}, жыныс</translation>
    </message>
    <message>
        <source>Faces of any kind</source>
        <translation>Кез келген беттер</translation>
    </message>
    <message>
        <source>Faces of the group “{0}”</source>
        <translation>«{0}» тобының беттері</translation>
    </message>
    <message>
        <source>Faces labelled female</source>
        <translation>«Әйел» деп белгіленген беттер</translation>
    </message>
    <message>
        <source>Faces labelled male</source>
        <translation>«Ер» деп белгіленген беттер</translation>
    </message>
    <message>
        <source>Faces aged {0} to {1}</source>
        <translation>{0}–{1} жастағы беттер</translation>
    </message>
    <message>
        <source>Faces aged {0} and over</source>
        <translation>{0} жастан асқан беттер</translation>
    </message>
    <message>
        <source>{0}: left out</source>
        <translation>{0}: алынып тасталды</translation>
    </message>
    <message>
        <source>{0}: {1}{2}% stay</source>
        <translation>{0}: {1}{2}% қалады</translation>
    </message>
    <message>
        <source>{0}, with and without a group</source>
        <translation>{0}, топпен және топсыз</translation>
    </message>
    <message>
        <source>Stopped while preparing the faces</source>
        <translation>Беттерді дайындау кезінде тоқтатылды</translation>
    </message>
    <message>
        <source>Stopped during {0}; {1}</source>
        <translation>Тоқтатылды: {0}; {1}</translation>
    </message>
    <message>
        <source>epoch {0} of {1}</source>
        <translation>{1} эпоханың {0}-і</translation>
    </message>
    <message>
        <source>kept the initial weights</source>
        <translation>бастапқы салмақтар қалдырылды</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>step {0} of {1}</source>
        <translation>{1} қадамның {0}</translation>
    </message>
    <message>
        <source>{0} so far</source>
        <translation>әзірге {0}</translation>
    </message>
    <message>
        <source>It has been training for {0}.</source>
        <translation>Оқыту {0} бойы жүріп жатыр.</translation>
    </message>
    <message>
        <source>It has been training for {0}, with {1}.</source>
        <translation>Оқыту {0} бойы жүріп жатыр, {1}.</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>Ерте тоқтатылды</translation>
    </message>
    <message>
        <source>Stopped after {0}; {1}</source>
        <translation>Тоқтатылды: {0}; {1}</translation>
    </message>
    <message>
        <source>kept what it had learned so far</source>
        <translation>осы уақытқа дейін үйренгені сақталды</translation>
    </message>
    <message>
        <source>kept epoch {0}</source>
        <translation>{0}-дәуір қалдырылды</translation>
    </message>
    <message>
        <source>, epoch {0} of {1}</source>
        <translation>, {1} дәуірдің {0}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln parameters</source>
        <translation>
            <numerusform>%Ln параметр</numerusform>
            <numerusform>%Ln параметр</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln parameters: numbers that are learned.</source>
        <translation>
            <numerusform>%Ln параметр: желі үйренетін сандар.</numerusform>
            <numerusform>%Ln параметр: желі үйренетін сандар.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at most %Ln epochs</source>
        <translation>
            <numerusform>ең көбі %Ln дәуір</numerusform>
            <numerusform>ең көбі %Ln дәуір</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces a step</source>
        <translation>
            <numerusform>бір қадамда %Ln бет</numerusform>
            <numerusform>бір қадамда %Ln бет</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Device: %Ln processor cores ({0}), or a graphics card where TensorFlow finds one. The training runs in a process of its own.</source>
        <translation>
            <numerusform>Құрылғы: процессордың %Ln ядросы ({0}) немесе TensorFlow тапса, бейнекарта. Оқыту бөлек процесте жүреді.</numerusform>
            <numerusform>Құрылғы: процессордың %Ln ядросы ({0}) немесе TensorFlow тапса, бейнекарта. Оқыту бөлек процесте жүреді.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of 100 faces are blended with another of about the same age</source>
        <translation>
            <numerusform>100 беттің %Ln шамамен жасы бірдей басқасымен араластырылады</numerusform>
            <numerusform>100 беттің %Ln шамамен жасы бірдей басқасымен араластырылады</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the last %Ln epochs show the faces as they are</source>
        <translation>
            <numerusform>соңғы %Ln дәуір беттерді сол қалпында көрсетеді</numerusform>
            <numerusform>соңғы %Ln дәуір беттерді сол қалпында көрсетеді</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>it ends after %Ln epochs without progress</source>
        <translation>
            <numerusform>ілгерілеусіз %Ln дәуірден кейін аяқталады</numerusform>
            <numerusform>ілгерілеусіз %Ln дәуірден кейін аяқталады</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces to train on, {0} to validate after each epoch, {1} kept for the test at the end; duplicates stay on one side.</source>
        <translation>
            <numerusform>Оқытуға %Ln бет, әр дәуірден кейінгі валидацияға {0}, соңындағы сынаққа {1}; көшірмелер бір жақта қалады.</numerusform>
            <numerusform>Оқытуға %Ln бет, әр дәуірден кейінгі валидацияға {0}, соңындағы сынаққа {1}; көшірмелер бір жақта қалады.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>labelled {0}, guessed {1}: off by %Ln years</source>
        <translation>
            <numerusform>белгіде {0}, болжам {1}: қате %Ln жас</numerusform>
            <numerusform>белгіде {0}, болжам {1}: қате %Ln жас</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apparent age: {0} years off on average, on %Ln test faces.</source>
        <translation>
            <numerusform>Көрінетін жас: %Ln сынақ бетінде орташа қате {0} жас.</numerusform>
            <numerusform>Көрінетін жас: %Ln сынақ бетінде орташа қате {0} жас.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Perceived gender: as labelled in {0}{1}%, on %Ln test faces.</source>
        <translation>
            <numerusform>Қабылданатын жыныс: %Ln сынақ бетінде {0}{1}% белгідегідей.</numerusform>
            <numerusform>Қабылданатын жыныс: %Ln сынақ бетінде {0}{1}% белгідегідей.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln epochs</source>
        <translation>
            <numerusform>%Ln дәуірдің {0}</numerusform>
            <numerusform>%Ln дәуірдің {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces a second</source>
        <translation>
            <numerusform>секундына %Ln бет</numerusform>
            <numerusform>секундына %Ln бет</numerusform>
        </translation>
    </message>
    <message>
        <source>Below each layer: its output shape · its parameters, with a bar for their share</source>
        <translation>Әр қабаттың астында: шығыс пішіні · параметрлері, жолақ олардың үлесін көрсетеді</translation>
    </message>
    <message>
        <source>{0}, for comparison</source>
        <translation>{0}, салыстыру үшін</translation>
    </message>
    <message>
        <source>fewer than {0}</source>
        <translation>{0}-дан аз</translation>
    </message>
    <message>
        <source>All other faces</source>
        <translation>Барлық басқа беттер</translation>
    </message>
    <message>
        <source>{0} (thinned)</source>
        <translation>{0} (сиретілген)</translation>
    </message>
    <message>
        <source>({0} to {1})</source>
        <translation>({0} – {1})</translation>
    </message>
</context>
<context>
    <name>wall</name>
    <message>
        <source>female</source>
        <translation>әйел</translation>
    </message>
    <message>
        <source>male</source>
        <translation>ер</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>белгі жоқ</translation>
    </message>
    <message>
        <source>Before training</source>
        <translation>Оқытуға дейін</translation>
    </message>
    <message>
        <source>After epoch {0}</source>
        <translation>{0}-дәуірден кейін</translation>
    </message>
    <message>
        <source>own photo {0}</source>
        <translation>{0}-өз фото</translation>
    </message>
    <message>
        <source>{0}, no label. {1}: {2}.</source>
        <translation>{0}, белгісі жоқ. {1}: {2}.</translation>
    </message>
    <message>
        <source>{0} predicts apparent age {1}, perceived gender (from appearance) {2}</source>
        <translation>{0}: көрінетін жас {1}, қабылданатын жыныс (сырт келбетіне қарай) {2}</translation>
    </message>
    <message>
        <source>no prediction yet</source>
        <translation>болжам әлі жоқ</translation>
    </message>
    <message>
        <source>Face {0}. Label: {1}. {2}: {3}.</source>
        <translation>{0}-бет. Белгі: {1}. {2}: {3}.</translation>
    </message>
    <message numerus="yes">
        <source>age %Ln</source>
        <translation>
            <numerusform>%Ln жас</numerusform>
            <numerusform>%Ln жас</numerusform>
        </translation>
    </message>
    <message>
        <source>Face {0}: {1}</source>
        <translation>{0}-бет: {1}</translation>
    </message>
</context>
<context>
    <name>webcam</name>
    <message>
        <source>Its pictures are stored in a form that cannot be shown here: {0}</source>
        <translation>Оның суреттері мұнда көрсетілмейтін пішімде сақталған: {0}</translation>
    </message>
    <message>
        <source>It holds sound, but no pictures.</source>
        <translation>Онда дыбыс бар, бірақ сурет жоқ.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Камера</translation>
    </message>
    <message>
        <source>The log could not be written. Is the folder writable, and is there enough disk space? File: {0}, {1}</source>
        <translation>Жазу мүмкін болмады: бұл бумаға жазуға бола ма, дискіде орын бар ма? Файл: {0}, {1}</translation>
    </message>
    <message>
        <source>Click to show</source>
        <translation>Көрсету үшін шертіңіз</translation>
    </message>
    <message>
        <source>The camera is off</source>
        <translation>Камера өшірулі</translation>
    </message>
    <message>
        <source>Start it when everyone in view agrees.</source>
        <translation>Кадрға түсетіннің бәрі келіскенде қосыңыз.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Кідіріс</translation>
    </message>
    <message>
        <source>Camera or video is closed until you start it again.</source>
        <translation>Қайта қосқанша камера не бейне жабық.</translation>
    </message>
    <message>
        <source>May AgeLens use the camera?</source>
        <translation>AgeLens камераны қолдана ала ма?</translation>
    </message>
    <message>
        <source>Your system is asking; the camera stays off until you answer.</source>
        <translation>Жүйе сұрап тұр; жауап бергенше камера өшірулі.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Іске қосылуда…</translation>
    </message>
    <message>
        <source>Waiting for the first picture from {0}.</source>
        <translation>Алғашқы кадр күтілуде: {0}.</translation>
    </message>
    <message>
        <source>Your system has blocked it. Allow AgeLens to use the camera in the system’s privacy settings, then press Start camera again.</source>
        <translation>Жүйе рұқсат бермейді. Жүйенің құпиялық баптауларында AgeLens-ке камераны рұқсат етіп, «Камераны қосу» түймесін қайта басыңыз.</translation>
    </message>
    <message>
        <source>Plug one in and it will appear here, or open a video file instead.</source>
        <translation>Камераны қосыңыз, ол өзі шығады; немесе бейнефайлды ашыңыз.</translation>
    </message>
    <message>
        <source>{0} is sending no picture. The video continues automatically as soon as it does.</source>
        <translation>{0} қазір ештеңе жібермейді; мүмкін болғанда өзі жалғасады.</translation>
    </message>
    <message>
        <source>Plug {0} in again, and the video continues automatically.</source>
        <translation>{0} құрылғысын қайта қосыңыз, өзі жалғасады.</translation>
    </message>
    <message>
        <source>Is another program using it? Close that program, then press Start camera again. Details: {0}</source>
        <translation>Оны басқа бағдарлама қолданып тұр ма? Сол бағдарламаны жауып, «Камераны қосу» түймесін қайта басыңыз. Толығырақ: {0}</translation>
    </message>
    <message>
        <source>It is damaged, missing, or of a type that AgeLens cannot play. Details: {0}</source>
        <translation>Ол бүлінген, жоғалған немесе AgeLens білмейтін түрде. Толығырақ: {0}</translation>
    </message>
    <message>
        <source>AgeLens may not use the camera</source>
        <translation>AgeLens камераны қолдана алмайды</translation>
    </message>
    <message>
        <source>No camera found</source>
        <translation>Камера табылмады</translation>
    </message>
    <message>
        <source>No picture is coming</source>
        <translation>Кадр келмейді</translation>
    </message>
    <message>
        <source>The camera was unplugged</source>
        <translation>Камера ажыратылды</translation>
    </message>
    <message>
        <source>The camera could not be opened</source>
        <translation>Камераны ашу мүмкін болмады</translation>
    </message>
    <message>
        <source>This video cannot be played</source>
        <translation>Бұл бейне ойнатылмайды</translation>
    </message>
    <message>
        <source>{0} × {1}</source>
        <translation>{0} × {1}</translation>
    </message>
    <message>
        <source>{0} ms delay</source>
        <translation>{0} мс кідіріс</translation>
    </message>
    <message numerus="yes">
        <source>%Ln frames/s</source>
        <translation>
            <numerusform>%Ln кадр/с</numerusform>
            <numerusform>%Ln кадр/с</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln predictions/s</source>
        <translation>
            <numerusform>%Ln баға/с</numerusform>
            <numerusform>%Ln баға/с</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>no estimate</source>
        <translation>баға жоқ</translation>
    </message>
    <message>
        <source>around {years}</source>
        <translation>шамамен {years}</translation>
    </message>
    <message>
        <source>under 1</source>
        <translation>1 жасқа дейін</translation>
    </message>
    <message>
        <source>{low}–{high}, {around}</source>
        <translation>{low}–{high}, {around}</translation>
    </message>
    <message>
        <source>?</source>
        <translation>?</translation>
    </message>
    <message>
        <source>&lt;1</source>
        <translation>&lt;1</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>сенімсіз</translation>
    </message>
    <message>
        <source>female</source>
        <translation>әйел</translation>
    </message>
    <message>
        <source>male</source>
        <translation>ер</translation>
    </message>
    <message>
        <source>apparent age {age}; perceived gender (from appearance) {gender}</source>
        <translation>көрінетін жас {age}; қабылданатын жыныс (сырт келбетіне қарай) {gender}</translation>
    </message>
    <message>
        <source>No face</source>
        <translation>Бет жоқ</translation>
    </message>
    <message>
        <source>{title}: trained on purpose with a part of a group left out. Not for use on photos.</source>
        <translation>{title}: оқытқанда бір топтың бөлігі әдейі алынып тасталған. Фотоға арналмаған.</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} сағ {1} мин</translation>
    </message>
    <message>
        <source>{0} min {1} s</source>
        <translation>{0} мин {1} с</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} с</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation>бірнеше секунд қалды</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>бір минутқа жетпейді</translation>
    </message>
    <message>
        <source>about {0} h {1} min left</source>
        <translation>шамамен {0} сағ {1} мин қалды</translation>
    </message>
    <message>
        <source>{title}: trained on drawn faces only. Its results on photos are meaningless.</source>
        <translation>{title}: тек салынған беттерді біледі. Фото туралы айтқанының мәні жоқ.</translation>
    </message>
    <message>
        <source>No face found.</source>
        <translation>Бет табылмады.</translation>
    </message>
    <message>
        <source>Face {number}: {face}</source>
        <translation>{number}-бет: {face}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces</source>
        <translation>
            <numerusform>%Ln бет</numerusform>
            <numerusform>%Ln бет</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln байт</numerusform>
            <numerusform>%Ln байт</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes left</source>
        <translation>
            <numerusform>шамамен %Ln минут қалды</numerusform>
            <numerusform>шамамен %Ln минут қалды</numerusform>
        </translation>
    </message>
</context>
</TS>
