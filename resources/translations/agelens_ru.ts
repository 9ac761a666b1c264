<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About AgeLens</source>
        <translation>О программе AgeLens</translation>
    </message>
    <message>
        <source>AgeLens</source>
        <translation>AgeLens</translation>
    </message>
    <message>
        <source>Photos and video never leave this computer.</source>
        <translation>Фото и видео никогда не покидают этот компьютер.</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>Версия {0}</translation>
    </message>
    <message>
        <source>What the estimates are</source>
        <translation>Что означают оценки</translation>
    </message>
    <message>
        <source>Apparent age: how old a face looks in this picture, not how old the person is. Perceived gender: how a face is likely to be read from its appearance, not anyone’s identity. Both can be wrong, more often for children, old people, poor light and groups that are rare in the training data. Scores show how sure the model is, not how often it is right.</source>
        <translation>Возраст на вид: на сколько лет выглядит лицо на этом снимке, а не сколько лет человеку. Воспринимаемый пол: как лицо, скорее всего, будет воспринято по внешности, а не чья-либо идентичность. И то и другое может быть ошибочным, чаще для детей, пожилых людей, при плохом свете и для групп, редких в обучающих данных. Уверенность говорит, насколько модель уверена, а не насколько она права.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>No model is in use.</source>
        <translation>Модель не выбрана.</translation>
    </message>
    <message>
        <source>{0} ({1}).</source>
        <translation>{0} ({1}).</translation>
    </message>
    <message>
        <source>Model in use</source>
        <translation>Текущая модель</translation>
    </message>
    <message>
        <source>Program: Apache License 2.0.</source>
        <translation>Программа: Apache License 2.0.</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Лицензии</translation>
    </message>
    <message>
        <source>On test faces from its own data set, its ages were {0} years off on average, and {1} % of its genders were as labelled. Expect worse results on other photos.</source>
        <translation>На проверочных лицах своего набора данных она ошибалась в среднем на {0} года и определяла пол, как в разметке, в {1} % случаев; на других фото ждите меньшего.</translation>
    </message>
    <message>
        <source>Log file</source>
        <translation>Файл журнала</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Open the folder of the log file</source>
        <translation>Открыть папку с файлом журнала</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Копировать путь</translation>
    </message>
    <message>
        <source>Copy the path of the log file</source>
        <translation>Скопировать путь к файлу журнала</translation>
    </message>
</context>
<context>
    <name>AddonPage</name>
    <message>
        <source>Training needs an add-on</source>
        <translation>Для обучения нужно дополнение</translation>
    </message>
    <message>
        <source>Choose the add-on file…</source>
        <translation>Выбрать файл дополнения…</translation>
    </message>
    <message>
        <source>Photos, folders and the webcam work without it. Only training needs TensorFlow, which is larger than everything else, so it comes as a separate file.</source>
        <translation>Для фото, папок и веб-камеры больше ничего не нужно. Дополнение требуется только для обучения: это TensorFlow, он больше всего остального, поэтому поставляется отдельным файлом.</translation>
    </message>
    <message>
        <source>The file is called {0}. You can find it where you got AgeLens.</source>
        <translation>Файл называется {0}. Он лежит там же, где вы получили AgeLens.</translation>
    </message>
    <message>
        <source>Copy it to this computer, for example with a USB stick, and choose it, or drop it on this page. No network is used. Once installed, it takes {0} MB of disk space.</source>
        <translation>Скопируйте его на этот компьютер, например с USB-накопителя, и выберите или перетащите на эту страницу. Сеть не используется. После установки он занимает {0} МБ на диске.</translation>
    </message>
    <message>
        <source>Training add-on (AgeLens-training*.tar.xz)</source>
        <translation>Дополнение для обучения (AgeLens-training*.tar.xz)</translation>
    </message>
    <message>
        <source>Choose the add-on file</source>
        <translation>Выбор файла дополнения</translation>
    </message>
    <message>
        <source>Installing…</source>
        <translation>Установка…</translation>
    </message>
    <message>
        <source>The training add-on is installed.</source>
        <translation>Дополнение для обучения установлено.</translation>
    </message>
</context>
<context>
    <name>AgeAxis</name>
    <message>
        <source>Guesses and label on a line of ages</source>
        <translation>Догадки и метка на шкале возраста</translation>
    </message>
    <message>
        <source>Label: {0}</source>
        <translation>Метка: {0}</translation>
    </message>
</context>
<context>
    <name>AgeBars</name>
    <message>
        <source>Faces by age</source>
        <translation>Лица по возрасту</translation>
    </message>
    <message numerus="yes">
        <source>{0} to {1} years: %Ln faces</source>
        <translation>
            <numerusform>от {0} до {1} лет: %Ln лицо</numerusform>
            <numerusform>от {0} до {1} лет: %Ln лица</numerusform>
            <numerusform>от {0} до {1} лет: %Ln лиц</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AgeEdit</name>
    <message>
        <source>Apparent age as you see it, in years</source>
        <translation>Возраст на вид, каким вы его видите, в годах</translation>
    </message>
</context>
<context>
    <name>AgreementController</name>
    <message>
        <source>Save the figures</source>
        <translation>Сохранить показатели</translation>
    </message>
    <message>
        <source>Table (*{0})</source>
        <translation>Таблица (*{0})</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>Сохранено как {0}</translation>
    </message>
</context>
<context>
    <name>AgreementDialog</name>
    <message>
        <source>Agreement</source>
        <translation>Согласованность</translation>
    </message>
    <message>
        <source>First rater</source>
        <translation>Первый проверяющий</translation>
    </message>
    <message>
        <source>Second rater</source>
        <translation>Второй проверяющий</translation>
    </message>
    <message>
        <source>Faces with different labels</source>
        <translation>Лица с разными метками</translation>
    </message>
    <message numerus="yes">
        <source>Two labels differ if only one says that it is a face, if the genders are not the same, or if the ages are more than %Ln years apart. What one of the two left open does not count.</source>
        <translation>
            <numerusform>Метки расходятся, если лицом это называет только одна, если пол указан разный или если возрасты отличаются больше чем на %Ln год. То, что одна из двух оставила открытым, не считается.</numerusform>
            <numerusform>Метки расходятся, если лицом это называет только одна, если пол указан разный или если возрасты отличаются больше чем на %Ln года. То, что одна из двух оставила открытым, не считается.</numerusform>
            <numerusform>Метки расходятся, если лицом это называет только одна, если пол указан разный или если возрасты отличаются больше чем на %Ln лет. То, что одна из двух оставила открытым, не считается.</numerusform>
        </translation>
    </message>
    <message>
        <source>Review these faces</source>
        <translation>Проверить эти лица</translation>
    </message>
    <message>
        <source>One after another; a face that is settled stays in the list, marked</source>
        <translation>Одно за другим; решённое лицо остаётся в списке с отметкой</translation>
    </message>
    <message>
        <source>Copy figures</source>
        <translation>Копировать показатели</translation>
    </message>
    <message>
        <source>Save figures…</source>
        <translation>Сохранить показатели…</translation>
    </message>
    <message numerus="yes">
        <source>{0} (%Ln faces)</source>
        <translation>
            <numerusform>{0} (%Ln лицо)</numerusform>
            <numerusform>{0} (%Ln лица)</numerusform>
            <numerusform>{0} (%Ln лиц)</numerusform>
        </translation>
    </message>
    <message>
        <source>No face in this project has been reviewed yet.</source>
        <translation>Ещё никто не проверял лица этого проекта.</translation>
    </message>
    <message>
        <source>Choose two different raters.</source>
        <translation>Выберите двух разных проверяющих.</translation>
    </message>
    <message>
        <source>Calculating…</source>
        <translation>Подсчёт…</translation>
    </message>
    <message numerus="yes">
        <source>The labels of %Ln faces differ (press Enter to open one)</source>
        <translation>
            <numerusform>Метки расходятся у %Ln лица (Enter открывает)</numerusform>
            <numerusform>Метки расходятся у %Ln лиц (Enter открывает)</numerusform>
            <numerusform>Метки расходятся у %Ln лиц (Enter открывает)</numerusform>
        </translation>
    </message>
    <message>
        <source>Disagreement: {0}</source>
        <translation>Расхождение: {0}</translation>
    </message>
    <message>
        <source>and</source>
        <translation>и</translation>
    </message>
    <message>
        <source>whether it is a face</source>
        <translation>лицо ли это</translation>
    </message>
    <message>
        <source>perceived gender</source>
        <translation>воспринимаемый пол</translation>
    </message>
    <message>
        <source>apparent age</source>
        <translation>возраст на вид</translation>
    </message>
</context>
<context>
    <name>AnswerPart</name>
    <message>
        <source>Age</source>
        <translation>Возраст</translation>
    </message>
    <message>
        <source>type digits</source>
        <translation>введите цифры</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>Ваш ответ</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
    <message numerus="yes">
        <source>Ages run from 0 to %Ln years.</source>
        <translation>
            <numerusform>Возраст бывает от 0 до %Ln года.</numerusform>
            <numerusform>Возраст бывает от 0 до %Ln лет.</numerusform>
            <numerusform>Возраст бывает от 0 до %Ln лет.</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} is not a valid age</source>
        <translation>{0} — недопустимый возраст</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>The settings could not be read, so AgeLens is using the default ones.</source>
        <translation>Настройки не удалось прочитать; AgeLens использует настройки по умолчанию.</translation>
    </message>
</context>
<context>
    <name>ArchitecturePicture</name>
    <message>
        <source>Picture of the layers</source>
        <translation>Рисунок слоёв</translation>
    </message>
</context>
<context>
    <name>BackgroundAnalyser</name>
    <message>
        <source>Looking for faces in all photos</source>
        <translation>Поиск лиц на всех фото</translation>
    </message>
</context>
<context>
    <name>BusyIndicator</name>
    <message>
        <source>Working</source>
        <translation>Идёт работа</translation>
    </message>
</context>
<context>
    <name>ChangesBanner</name>
    <message>
        <source>What has changed</source>
        <translation>Что изменилось</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Подробнее…</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Dismiss what has changed</source>
        <translation>Скрыть сообщение об изменениях</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Изменения</translation>
    </message>
    <message>
        <source>What has changed since the last check</source>
        <translation>Что изменилось с последней проверки</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Что произошло</translation>
    </message>
    <message>
        <source>Former name</source>
        <translation>Прежнее имя</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Метки</translation>
    </message>
</context>
<context>
    <name>Chapter</name>
    <message>
        <source>Filters of the first layer</source>
        <translation>Фильтры первого слоя</translation>
    </message>
    <message>
        <source>Activations of the face, layer {0}</source>
        <translation>Активации лица, слой {0}</translation>
    </message>
</context>
<context>
    <name>ChosenFace</name>
    <message>
        <source>Own photo {0}</source>
        <translation>Своё фото {0}</translation>
    </message>
    <message>
        <source>Forget this face</source>
        <translation>Забыть это лицо</translation>
    </message>
    <message>
        <source>Remove own photo {0}</source>
        <translation>Убрать своё фото {0}</translation>
    </message>
</context>
<context>
    <name>ClassRoundDialog</name>
    <message>
        <source>Class against the model</source>
        <translation>Класс против модели</translation>
    </message>
    <message>
        <source>Save table…</source>
        <translation>Сохранить таблицу…</translation>
    </message>
    <message>
        <source>New round</source>
        <translation>Новый раунд</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>A model of this round has been deleted</source>
        <translation>Модель этого раунда удалена</translation>
    </message>
    <message>
        <source>Choosing faces</source>
        <translation>Выбираются лица</translation>
    </message>
    <message>
        <source>No round could be started.</source>
        <translation>Не удалось начать раунд.</translation>
    </message>
    <message>
        <source>Give up this round?</source>
        <translation>Бросить этот раунд?</translation>
    </message>
    <message numerus="yes">
        <source>The score of %Ln faces is lost, unless you save the table.</source>
        <translation>
            <numerusform>Счёт по %Ln лицу пропадёт, если не сохранить таблицу.</numerusform>
            <numerusform>Счёт по %Ln лицам пропадёт, если не сохранить таблицу.</numerusform>
            <numerusform>Счёт по %Ln лицам пропадёт, если не сохранить таблицу.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on with this round</source>
        <translation>Продолжить этот раунд</translation>
    </message>
    <message>
        <source>Save the round as a table</source>
        <translation>Сохранить раунд как таблицу</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Таблица (*.csv)</translation>
    </message>
    <message>
        <source>The table was not saved.</source>
        <translation>Таблица не сохранена.</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>Сохранено как {0}</translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message>
        <source>A training is running</source>
        <translation>Идёт обучение</translation>
    </message>
    <message>
        <source>Stopping saves the best model so far and then closes the window. You can also close it now: finished epochs are saved, and you can resume the training next time.</source>
        <translation>«Остановить» сохраняет лучшую на данный момент модель и затем закрывает окно. Можно закрыть его и сейчас: завершённые эпохи сохранены, обучение можно продолжить в следующий раз.</translation>
    </message>
    <message>
        <source>Stop and keep the best so far</source>
        <translation>Остановить и оставить лучшее</translation>
    </message>
    <message>
        <source>Close now, resume later</source>
        <translation>Закрыть, продолжить позже</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>Продолжать обучение</translation>
    </message>
</context>
<context>
    <name>ConfusionTable</name>
    <message>
        <source>Labels and predicted genders</source>
        <translation>Разметка и предсказанный пол</translation>
    </message>
    <message>
        <source>predicted {0}</source>
        <translation>предсказан {0}</translation>
    </message>
    <message>
        <source>as labelled</source>
        <translation>как в разметке</translation>
    </message>
    <message>
        <source>labelled {0}</source>
        <translation>в разметке {0}</translation>
    </message>
</context>
<context>
    <name>CorrectionBar</name>
    <message>
        <source>Age as you see it</source>
        <translation>Возраст, как его видите вы</translation>
    </message>
    <message>
        <source>Gender as you see it</source>
        <translation>Пол, как его видите вы</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Женский</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Мужской</translation>
    </message>
    <message>
        <source>Cannot tell</source>
        <translation>Не могу определить</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Не лицо</translation>
    </message>
    <message>
        <source>Only what you save or copy holds your corrections; AgeLens stores them nowhere else.</source>
        <translation>Ваши поправки есть только в том, что вы сохраните или скопируете; больше AgeLens нигде их не хранит.</translation>
    </message>
    <message>
        <source>Label this folder…</source>
        <translation>Разметить эту папку…</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Возраст</translation>
    </message>
    <message>
        <source>Gender</source>
        <translation>Пол</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Что-то пошло не так</translation>
    </message>
    <message>
        <source>Something went wrong in AgeLens</source>
        <translation>В AgeLens что-то пошло не так</translation>
    </message>
    <message>
        <source>This is an error in the program, not something you did. Everything saved to disk is safe, and you can continue. If AgeLens behaves oddly from now on, close it and start it again. The details help the developers to fix the error; they may contain names of your files.</source>
        <translation>Это ошибка программы, а не ваша. Всё записанное на диск в сохранности, можно продолжать. Если AgeLens теперь ведёт себя странно, закройте его и запустите снова. Подробности помогут тому, кто будет это чинить; в них могут быть имена ваших файлов.</translation>
    </message>
    <message>
        <source>Details of the error</source>
        <translation>Подробности ошибки</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Копировать подробности</translation>
    </message>
    <message>
        <source>Close AgeLens</source>
        <translation>Закрыть AgeLens</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Продолжить</translation>
    </message>
</context>
<context>
    <name>CrashOffer</name>
    <message>
        <source>After an unexpected exit</source>
        <translation>После неожиданного завершения программы</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Открыть снова</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Не сейчас</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos</source>
        <translation>
            <numerusform>%Ln фото</numerusform>
            <numerusform>%Ln фото</numerusform>
            <numerusform>%Ln фото</numerusform>
        </translation>
    </message>
    <message>
        <source>project: {0}</source>
        <translation>проект: {0}</translation>
    </message>
    <message>
        <source>AgeLens closed unexpectedly last time. Reopen what was open ({0})?</source>
        <translation>В прошлый раз AgeLens завершился неожиданно. Открыть снова то, что было открыто ({0})?</translation>
    </message>
</context>
<context>
    <name>CurvesPanel</name>
    <message>
        <source>Lo&amp;garithmic scale</source>
        <translation>Лог&amp;арифмическая шкала</translation>
    </message>
    <message>
        <source>For loss and age error: small values get as much room as large ones, so that late progress can be seen</source>
        <translation>Для потерь и ошибки возраста: малым значениям столько же места, сколько большим, чтобы был виден и поздний прогресс</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>Сохранить &amp;рисунок…</translation>
    </message>
    <message>
        <source>Save &amp;table…</source>
        <translation>Сохранить &amp;таблицу…</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Сглаживание</translation>
    </message>
    <message>
        <source>Training curves</source>
        <translation>Кривые обучения</translation>
    </message>
    <message>
        <source>Save the curves as a picture</source>
        <translation>Сохранить кривые как рисунок</translation>
    </message>
    <message>
        <source>Smoothing of the curve of steps</source>
        <translation>Сглаживание кривой шагов</translation>
    </message>
    <message>
        <source>At the left end every step is drawn as it was; further to the right each point is a mean of the steps before it</source>
        <translation>У левого края каждый шаг нарисован таким, каким был; чем правее, тем больше каждая точка — среднее шагов до неё</translation>
    </message>
    <message>
        <source>Save the numbers of the curves as a table</source>
        <translation>Сохранить числа кривых как таблицу</translation>
    </message>
    <message>
        <source>Curves appear here as soon as a training runs: loss, apparent-age error and perceived-gender accuracy, step by step.</source>
        <translation>Кривые появятся здесь, как только начнётся обучение: потери, ошибка возраста на вид и точность воспринимаемого пола, шаг за шагом.</translation>
    </message>
    <message>
        <source>Save picture of the curves</source>
        <translation>Сохранить рисунок кривых</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG drawing (*.svg)</source>
        <translation>Картинка PNG (*.png);;Рисунок SVG (*.svg)</translation>
    </message>
    <message>
        <source>The picture was not saved.</source>
        <translation>Рисунок не сохранён.</translation>
    </message>
    <message>
        <source>Save numbers of the curves</source>
        <translation>Сохранить числа кривых</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Таблица (*.csv)</translation>
    </message>
    <message>
        <source>The table was not saved.</source>
        <translation>Таблица не сохранена.</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>Сохранено как {0}</translation>
    </message>
</context>
<context>
    <name>DataChoice</name>
    <message>
        <source>Faces to learn from</source>
        <translation>Лица для обучения</translation>
    </message>
    <message>
        <source>Drawn faces</source>
        <translation>Нарисованные лица</translation>
    </message>
    <message>
        <source>Your own faces</source>
        <translation>Ваши лица</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Папка…</translation>
    </message>
    <message>
        <source>Archive or table…</source>
        <translation>Архив или таблица…</translation>
    </message>
    <message>
        <source>Check these faces</source>
        <translation>Проверить эти лица</translation>
    </message>
    <message>
        <source>Count the faces and find problems in the data</source>
        <translation>Сосчитать лица и найти проблемы в данных</translation>
    </message>
    <message>
        <source>Where photos of faces come from</source>
        <translation>Откуда взять фото лиц</translation>
    </message>
    <message>
        <source>A folder of UTKFace pictures, a folder for each class, an archive, or a table (CSV) of paths, ages and genders. Or drop one of them here. Nothing is changed or sent.</source>
        <translation>Папка снимков UTKFace, папка с подпапкой на каждый класс, архив или таблица (CSV) с путями, возрастом и полом. Или перетащите что-нибудь из этого сюда. Ничего не меняется и не отправляется.</translation>
    </message>
    <message>
        <source>Folder of faces</source>
        <translation>Папка с лицами</translation>
    </message>
    <message>
        <source>Archives and tables ({0});;All files (*)</source>
        <translation>Архивы и таблицы ({0});;Все файлы (*)</translation>
    </message>
    <message>
        <source>Archive or table</source>
        <translation>Архив или таблица</translation>
    </message>
    <message>
        <source>Checking the faces</source>
        <translation>Проверка лиц</translation>
    </message>
    <message>
        <source>These faces cannot be used.</source>
        <translation>Эти лица использовать нельзя.</translation>
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
        <translation>Нет изображения</translation>
    </message>
    <message>
        <source>Start camera</source>
        <translation>Включить камеру</translation>
    </message>
    <message>
        <source>Open video file…</source>
        <translation>Открыть видеофайл…</translation>
    </message>
    <message>
        <source>Photos and video never leave this computer.</source>
        <translation>Фото и видео никогда не покидают этот компьютер.</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Clear filters</source>
        <translation>Сбросить фильтры</translation>
    </message>
    <message>
        <source>Label with other options…</source>
        <translation>Разметить с другими настройками…</translation>
    </message>
    <message>
        <source>Nothing matches these filters</source>
        <translation>Этим фильтрам ничто не отвечает</translation>
    </message>
    <message>
        <source>All faces are still there, just not shown.</source>
        <translation>Все лица на месте; их просто не видно.</translation>
    </message>
    <message>
        <source>The first faces will appear here in a moment</source>
        <translation>Первые лица появятся здесь через мгновение</translation>
    </message>
    <message>
        <source>You can start reviewing while the other photos are being processed.</source>
        <translation>Можно начинать проверку, пока остальные фото обрабатываются.</translation>
    </message>
    <message>
        <source>No photo has been processed yet</source>
        <translation>Ни одно фото ещё не обработано</translation>
    </message>
    <message>
        <source>Press the first button above to start or continue.</source>
        <translation>Чтобы начать или продолжить, нажмите первую кнопку сверху.</translation>
    </message>
    <message>
        <source>There are no photos in this folder</source>
        <translation>В этой папке нет фото</translation>
    </message>
    <message>
        <source>AgeLens looked for JPEG, PNG, HEIC, WebP, TIFF and more. The photos may be in subfolders, or of a type that was left out.</source>
        <translation>AgeLens искал JPEG, PNG, HEIC, WebP, TIFF и другие. Возможно, фото лежат во вложенных папках или относятся к исключённым типам файлов.</translation>
    </message>
</context>
<context>
    <name>EstimateNote</name>
    <message>
        <source>Before you begin: the apparent age is how old a face looks in a picture, not how old the person is; the perceived gender is how its appearance is likely to be read, not anyone’s identity. Both are estimates and are often wrong. Do not base decisions about people on them.</source>
        <translation>Прежде чем начать: возраст на вид — это на сколько лет выглядит лицо на снимке, а не сколько лет человеку; воспринимаемый пол — как, скорее всего, воспримут внешность, а не чья-либо идентичность. И то и другое — оценки, и они часто ошибочны. Не принимайте на их основе решений о людях.</translation>
    </message>
    <message>
        <source>I understand</source>
        <translation>Понятно</translation>
    </message>
</context>
<context>
    <name>EstimatePart</name>
    <message>
        <source>Current face</source>
        <translation>Текущее лицо</translation>
    </message>
    <message>
        <source>Apparent age</source>
        <translation>Возраст на вид</translation>
    </message>
    <message>
        <source>Perceived gender</source>
        <translation>Воспринимаемый пол</translation>
    </message>
    <message>
        <source>(from appearance)</source>
        <translation>(по внешности)</translation>
    </message>
    <message>
        <source>The model’s answers appear once you have given yours.</source>
        <translation>Ответы модели появятся, когда вы дадите свои.</translation>
    </message>
</context>
<context>
    <name>ExportController</name>
    <message>
        <source>The export was not finished.</source>
        <translation>Экспорт не завершён.</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Folder for the sorted pictures</source>
        <translation>Папка для разложенных снимков</translation>
    </message>
    <message>
        <source>Table (*{0})</source>
        <translation>Таблица (*{0})</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Куда экспортировать</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos could not be exported.</source>
        <translation>
            <numerusform>Не удалось экспортировать %Ln фото.</numerusform>
            <numerusform>Не удалось экспортировать %Ln фото.</numerusform>
            <numerusform>Не удалось экспортировать %Ln фото.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces that the model no longer finds were left out.</source>
        <translation>
            <numerusform>Пропущено %Ln лицо, которое модель больше не находит.</numerusform>
            <numerusform>Пропущено %Ln лица, которые модель больше не находит.</numerusform>
            <numerusform>Пропущено %Ln лиц, которые модель больше не находит.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln further pages of TIFF files have no sidecar: a sidecar describes the first page of its file.</source>
        <translation>
            <numerusform>Для %Ln следующей страницы TIFF файла XMP нет: он описывает первую страницу своего файла.</numerusform>
            <numerusform>Для %Ln следующих страниц TIFF файлов XMP нет: такой файл описывает первую страницу своего файла.</numerusform>
            <numerusform>Для %Ln следующих страниц TIFF файлов XMP нет: такой файл описывает первую страницу своего файла.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos were changed after they were analysed; their rows say so. Check for changes, then export again.</source>
        <translation>
            <numerusform>%Ln фото изменено после анализа; об этом сказано в его строках. Проверьте изменения и экспортируйте ещё раз.</numerusform>
            <numerusform>%Ln фото изменены после анализа; об этом сказано в их строках. Проверьте изменения и экспортируйте ещё раз.</numerusform>
            <numerusform>%Ln фото изменены после анализа; об этом сказано в их строках. Проверьте изменения и экспортируйте ещё раз.</numerusform>
        </translation>
    </message>
    <message>
        <source>No face has been labelled yet, so there is nothing to train on.</source>
        <translation>Ещё никто не разметил ни одного лица, обучать не на чем.</translation>
    </message>
    <message>
        <source>Files written: {0}, already there: {1}</source>
        <translation>Записано файлов: {0}, уже были на месте: {1}</translation>
    </message>
    <message>
        <source>{0}, merged with what was there: {1}</source>
        <translation>{0}, объединено с имевшимися: {1}</translation>
    </message>
    <message>
        <source>{0}, removed from folders where they no longer belong: {1}</source>
        <translation>{0}, убрано из папок, где им больше не место: {1}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln boxes saved as {0}</source>
        <translation>
            <numerusform>%Ln рамка сохранена в {0}</numerusform>
            <numerusform>%Ln рамки сохранены в {0}</numerusform>
            <numerusform>%Ln рамок сохранено в {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows saved as {0}</source>
        <translation>
            <numerusform>Сохранена %Ln строка, файл: {0}</numerusform>
            <numerusform>Сохранены %Ln строки, файл: {0}</numerusform>
            <numerusform>Сохранено %Ln строк, файл: {0}</numerusform>
        </translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Training is in progress. Stop it before you train on these labels.</source>
        <translation>Идёт обучение: остановите его, прежде чем обучать на этих метках.</translation>
    </message>
    <message>
        <source>Counting sidecars</source>
        <translation>Подсчёт файлов XMP</translation>
    </message>
    <message>
        <source>There is no face to write a sidecar for.</source>
        <translation>Нет лица, для которого можно записать файл XMP.</translation>
    </message>
    <message>
        <source>XMP sidecars</source>
        <translation>Файлы XMP</translation>
    </message>
    <message>
        <source>Write sidecars beside the photos?</source>
        <translation>Записать файлы XMP рядом с фотографиями?</translation>
    </message>
    <message>
        <source>Write sidecars beside the photos in {0}?</source>
        <translation>Записать файлы XMP рядом с фотографиями в {0}?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sidecars are new.</source>
        <translation>
            <numerusform>Новый файл XMP: %Ln.</numerusform>
            <numerusform>Новых файла XMP: %Ln.</numerusform>
            <numerusform>Новых файлов XMP: %Ln.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sidecars are already there: they keep what other programs wrote in them.</source>
        <translation>
            <numerusform>%Ln файл XMP уже есть: записанное в нём другими программами сохранится.</numerusform>
            <numerusform>%Ln файла XMP уже есть: записанное в них другими программами сохранится.</numerusform>
            <numerusform>%Ln файлов XMP уже есть: записанное в них другими программами сохранится.</numerusform>
        </translation>
    </message>
    <message>
        <source>The photos themselves are not touched.</source>
        <translation>Сами фотографии не изменяются.</translation>
    </message>
    <message>
        <source>Write sidecars</source>
        <translation>Записать файлы XMP</translation>
    </message>
    <message>
        <source>The folder {0} is not empty. Write into it?</source>
        <translation>Папка {0} не пуста. Записать в неё?</translation>
    </message>
    <message>
        <source>Files of the same names are replaced; all others stay as they are.</source>
        <translation>Файлы с такими же именами будут заменены, остальные останутся как есть.</translation>
    </message>
    <message>
        <source>Write into it</source>
        <translation>Записать</translation>
    </message>
    <message>
        <source>Folder for the boxes</source>
        <translation>Папка для рамок</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
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
        <translation>Таблица (CSV)</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Книга Excel</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>For programs: with the labels of every reviewer.</source>
        <translation>Для программ: с метками всех проверяющих.</translation>
    </message>
    <message>
        <source>XMP sidecars</source>
        <translation>Файлы XMP</translation>
    </message>
    <message>
        <source>A small file beside each photo with its face regions, for photo managers. The photos themselves are not touched.</source>
        <translation>Маленький файл рядом с каждым фото с областями лиц, для программ учёта фото. Сами фото не меняются.</translation>
    </message>
    <message>
        <source>Pictures sorted into folders</source>
        <translation>Снимки, разложенные по папкам</translation>
    </message>
    <message>
        <source>Table to train on</source>
        <translation>Таблица для обучения</translation>
    </message>
    <message>
        <source>One row per face, with a description of each column and all settings.</source>
        <translation>Строка на лицо; рядом — что значит каждый столбец и все настройки.</translation>
    </message>
    <message>
        <source>The same for Excel and LibreOffice, as sheets in one file.</source>
        <translation>То же для Excel и LibreOffice, листами в одном файле.</translation>
    </message>
    <message>
        <source>The same for large tables in Python or R, with the type of each column.</source>
        <translation>То же для больших таблиц в Python или R, с типом каждого столбца.</translation>
    </message>
    <message>
        <source>One file with all boxes, for programs that train detectors.</source>
        <translation>Один файл со всеми рамками для программ, которые обучают детекторы.</translation>
    </message>
    <message>
        <source>A text file for each photo, with boxes only: no age, no labels.</source>
        <translation>Текстовый файл для каждого фото, только рамки: без возраста и меток.</translation>
    </message>
    <message>
        <source>An XML file for each photo, with boxes and all answers.</source>
        <translation>Файл XML для каждого фото, с рамками и всеми ответами.</translation>
    </message>
    <message>
        <source>Cropped faces or copies of the photos, by label. The originals stay.</source>
        <translation>Вырезанные лица или копии фото, по меткам. Оригиналы остаются.</translation>
    </message>
    <message>
        <source>The faces that people labelled, in the form that the Training tab reads.</source>
        <translation>Лица, размеченные людьми, в виде для вкладки «Обучение».</translation>
    </message>
    <message>
        <source>Name of each box</source>
        <translation>Название каждой рамки</translation>
    </message>
    <message>
        <source>every box is a face</source>
        <translation>каждая рамка — лицо</translation>
    </message>
    <message>
        <source>female, male or unknown</source>
        <translation>женский, мужской или неизвестно</translation>
    </message>
    <message>
        <source>Copy the photos, too</source>
        <translation>Скопировать и фото</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>Folders by</source>
        <translation>Папки по</translation>
    </message>
    <message>
        <source>by gender and age</source>
        <translation>по полу и возрасту</translation>
    </message>
    <message>
        <source>by gender</source>
        <translation>по полу</translation>
    </message>
    <message>
        <source>by age</source>
        <translation>по возрасту</translation>
    </message>
    <message>
        <source>by review state</source>
        <translation>по состоянию проверки</translation>
    </message>
    <message>
        <source>latest label, any reviewer</source>
        <translation>последняя метка любого проверяющего</translation>
    </message>
    <message>
        <source>Which faces</source>
        <translation>Какие лица</translation>
    </message>
    <message>
        <source>Parquet table</source>
        <translation>Таблица Parquet</translation>
    </message>
    <message>
        <source>Boxes for COCO</source>
        <translation>Рамки для COCO</translation>
    </message>
    <message>
        <source>Boxes for YOLO</source>
        <translation>Рамки для YOLO</translation>
    </message>
    <message>
        <source>Boxes for Pascal VOC</source>
        <translation>Рамки для Pascal VOC</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Всё</translation>
    </message>
    <message>
        <source>Only what is shown ({0} of {1})</source>
        <translation>Только показанное ({0} из {1})</translation>
    </message>
    <message>
        <source>Whose labels</source>
        <translation>Чьи метки</translation>
    </message>
    <message>
        <source>consensus of all reviewers</source>
        <translation>согласованная оценка всех рецензентов</translation>
    </message>
    <message>
        <source>Labels:</source>
        <translation>Метки:</translation>
    </message>
    <message>
        <source>Age: the median. Gender, and whether it is a face: what more than half say. Without such a majority the gender stays empty, and the face stays a face; the table says so.</source>
        <translation>Возраст: медиана. Пол и то, лицо ли это: как считает больше половины. Без такого большинства пол остаётся пустым, а лицо — лицом; таблица об этом говорит.</translation>
    </message>
    <message>
        <source>Of several labels of a face, the one given last counts.</source>
        <translation>Если у лица несколько меток, учитывается последняя.</translation>
    </message>
    <message>
        <source>Only the labels of {0} count.</source>
        <translation>Учитываются только метки рецензента {0}.</translation>
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
        <translation>Лица картинками</translation>
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
        <translation>Возраст на вид</translation>
    </message>
    <message>
        <source>Perceived gender</source>
        <translation>Воспринимаемый пол</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>Ваш ответ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Face size</source>
        <translation>Размер лица</translation>
    </message>
    <message>
        <source>Detector</source>
        <translation>Детектор</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Пометки</translation>
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
        <translation>Оценки по внешности могут ошибаться.</translation>
    </message>
    <message>
        <source>Faces in this photo</source>
        <translation>Лица на этом фото</translation>
    </message>
    <message>
        <source>Face {0}: {1}</source>
        <translation>Лицо {0}: {1}</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
</context>
<context>
    <name>FaceStrip</name>
    <message>
        <source>Faces in this photo</source>
        <translation>Лица на этом фото</translation>
    </message>
</context>
<context>
    <name>FaceTable</name>
    <message>
        <source>Faces as a table</source>
        <translation>Лица таблицей</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Столбцы</translation>
    </message>
</context>
<context>
    <name>FaceWall</name>
    <message>
        <source>&amp;Live</source>
        <translation>Вж&amp;ивую</translation>
    </message>
    <message>
        <source>Face wall</source>
        <translation>Стена лиц</translation>
    </message>
    <message>
        <source>Follow the newest epoch</source>
        <translation>Следить за новейшей эпохой</translation>
    </message>
    <message>
        <source>Epoch shown on the face wall</source>
        <translation>Эпоха, показанная на стене лиц</translation>
    </message>
    <message>
        <source>Faces appear here once a training is running: a dozen that the networks never train on, with their predictions epoch by epoch.</source>
        <translation>Лица появятся здесь, когда пойдёт обучение: дюжина тех, на которых сети никогда не учатся, с предсказаниями эпоха за эпохой.</translation>
    </message>
    <message>
        <source>Bold: the label. Below: predicted apparent age and perceived gender (from appearance); markers move towards the bar.</source>
        <translation>Жирным: метка. Ниже: предсказанные возраст на вид и воспринимаемый пол (по внешности); маркеры движутся к черте.</translation>
    </message>
    <message>
        <source>Faces with predictions</source>
        <translation>Лица с предсказаниями</translation>
    </message>
</context>
<context>
    <name>FacesPage</name>
    <message>
        <source>{0} of {1} reviewed</source>
        <translation>проверено {0} из {1}</translation>
    </message>
    <message>
        <source>{0}, {1} partly</source>
        <translation>{0}, частично: {1}</translation>
    </message>
    <message>
        <source>{0}; yours: {1} of {2}</source>
        <translation>{0}; ваших: {1} из {2}</translation>
    </message>
    <message>
        <source>Gender of {0} of {1} reviewed</source>
        <translation>Пол проверен: {0} из {1}</translation>
    </message>
    <message>
        <source>Age of {0} of {1} reviewed</source>
        <translation>Возраст проверен: {0} из {1}</translation>
    </message>
    <message>
        <source>Age and gender: {0}</source>
        <translation>Возраст и пол: {0}</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Which faces are shown</source>
        <translation>Какие лица показаны</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Sort order</source>
        <translation>Порядок сортировки</translation>
    </message>
    <message>
        <source>Reverse order</source>
        <translation>В обратном порядке</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Сортировать по</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Фильтры</translation>
    </message>
    <message>
        <source>Filters ({0})</source>
        <translation>Фильтры ({0})</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Всё</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Проверено</translation>
    </message>
    <message>
        <source>Model not sure</source>
        <translation>Модель не уверена</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Не лицо</translation>
    </message>
    <message>
        <source>Photos without a face</source>
        <translation>Фото без лица</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Не удалось прочитать</translation>
    </message>
    <message>
        <source>Held labels</source>
        <translation>Отложенные метки</translation>
    </message>
    <message>
        <source>Folder order</source>
        <translation>Как в папке</translation>
    </message>
    <message>
        <source>Age range width</source>
        <translation>Ширина диапазона возраста</translation>
    </message>
    <message>
        <source>Face size</source>
        <translation>Размер лица</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>Сначала сомнительные</translation>
    </message>
    <message>
        <source>Find a name or comment</source>
        <translation>Найти имя или заметку</translation>
    </message>
    <message>
        <source>Gender, remarks, age, size, range and folder</source>
        <translation>Пол, пометки, возраст, размер, диапазон и папка</translation>
    </message>
    <message>
        <source>Still to review</source>
        <translation>Ещё не проверено</translation>
    </message>
    <message>
        <source>Partly reviewed</source>
        <translation>Проверено частично</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Возраст</translation>
    </message>
    <message>
        <source>Gender score</source>
        <translation>Уверенность в поле</translation>
    </message>
    <message>
        <source>Detector score</source>
        <translation>Уверенность детектора</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
</context>
<context>
    <name>FindingTable</name>
    <message>
        <source>Data check results</source>
        <translation>Результаты проверки данных</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Уровень</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Число</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Примеры</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Столбцы</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Строки</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Проблема</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Предупреждение</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Примечание</translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Skipped files</source>
        <translation>Пропущенные файлы</translation>
    </message>
    <message>
        <source>Skipped files ({0})</source>
        <translation>Пропущенные файлы ({0})</translation>
    </message>
    <message numerus="yes">
        <source>“{0}”: %Ln usable faces, {1} labelled female, {2} labelled male</source>
        <translation>
            <numerusform>«{0}»: %Ln годное лицо, с меткой «женский» {1}, с меткой «мужской» {2}</numerusform>
            <numerusform>«{0}»: %Ln годных лица, с меткой «женский» {1}, с меткой «мужской» {2}</numerusform>
            <numerusform>«{0}»: %Ln годных лиц, с меткой «женский» {1}, с меткой «мужской» {2}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more</source>
        <translation>
            <numerusform>… и ещё %Ln</numerusform>
            <numerusform>… и ещё %Ln</numerusform>
            <numerusform>… и ещё %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderActions</name>
    <message>
        <source>Choose a &amp;folder…</source>
        <translation>Выбрать &amp;папку…</translation>
    </message>
    <message>
        <source>Open a &amp;project…</source>
        <translation>&amp;Открыть проект…</translation>
    </message>
    <message>
        <source>&amp;Close the project</source>
        <translation>&amp;Закрыть проект</translation>
    </message>
    <message>
        <source>Chec&amp;k for new and changed photos</source>
        <translation>&amp;Искать новые и изменённые фото</translation>
    </message>
    <message>
        <source>Label with other &amp;options…</source>
        <translation>Разметить с другими на&amp;стройками…</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>П&amp;ауза</translation>
    </message>
    <message>
        <source>Con&amp;tinue</source>
        <translation>Про&amp;должить</translation>
    </message>
    <message>
        <source>&amp;Stop labelling</source>
        <translation>Остановить &amp;разметку</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Экспорт…</translation>
    </message>
    <message>
        <source>&amp;Train on these labels…</source>
        <translation>О&amp;бучить на этих метках…</translation>
    </message>
    <message>
        <source>Check a table a&amp;gain…</source>
        <translation>Проверить &amp;таблицу ещё раз…</translation>
    </message>
    <message>
        <source>Reviewer &amp;agreement…</source>
        <translation>&amp;Согласованность проверяющих…</translation>
    </message>
    <message>
        <source>Re&amp;viewers…</source>
        <translation>Пр&amp;оверяющие…</translation>
    </message>
    <message>
        <source>&amp;Not sure below…</source>
        <translation>&amp;Не уверена ниже…</translation>
    </message>
    <message>
        <source>&amp;Held labels…</source>
        <translation>&amp;Отложенные метки…</translation>
    </message>
    <message>
        <source>&amp;Find a name or comment</source>
        <translation>&amp;Найти имя или заметку</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Выделить &amp;все</translation>
    </message>
    <message>
        <source>&amp;Confirm</source>
        <translation>&amp;Подтвердить</translation>
    </message>
    <message>
        <source>Not a fa&amp;ce</source>
        <translation>Не &amp;лицо</translation>
    </message>
    <message>
        <source>&amp;Female</source>
        <translation>&amp;Женский</translation>
    </message>
    <message>
        <source>&amp;Male</source>
        <translation>&amp;Мужской</translation>
    </message>
    <message>
        <source>Cannot &amp;tell</source>
        <translation>&amp;Не определить</translation>
    </message>
    <message>
        <source>&amp;Selected faces</source>
        <translation>&amp;Выделенные лица</translation>
    </message>
    <message>
        <source>In the list of faces</source>
        <translation>В списке лиц</translation>
    </message>
    <message>
        <source>Selected faces</source>
        <translation>Выделенные лица</translation>
    </message>
    <message>
        <source>Continue &amp;labelling</source>
        <translation>Продолжить &amp;разметку</translation>
    </message>
    <message>
        <source>&amp;Review from here</source>
        <translation>&amp;Проверять отсюда</translation>
    </message>
    <message>
        <source>Clear &amp;filters</source>
        <translation>Сбросить &amp;фильтры</translation>
    </message>
    <message>
        <source>As &amp;pictures</source>
        <translation>&amp;Картинками</translation>
    </message>
    <message>
        <source>As a &amp;table</source>
        <translation>&amp;Таблицей</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>&amp;Проверка</translation>
    </message>
    <message>
        <source>Labelling</source>
        <translation>Разметка</translation>
    </message>
    <message>
        <source>Folder and project</source>
        <translation>Папка и проект</translation>
    </message>
</context>
<context>
    <name>FolderPage</name>
    <message>
        <source>Opening {0}</source>
        <translation>Открывается {0}</translation>
    </message>
    <message>
        <source>The project could not be opened.</source>
        <translation>Не удалось открыть проект.</translation>
    </message>
    <message>
        <source>Labelling has stopped. Everything finished so far is saved.</source>
        <translation>Разметка остановлена; сделанное сохранено.</translation>
    </message>
    <message>
        <source>Label with other options… lets you change the cluster’s address.</source>
        <translation>Адрес кластера можно изменить командой «Разметить с другими настройками…».</translation>
    </message>
    <message>
        <source>Labelling continues when you open the project again.</source>
        <translation>Разметка продолжится, когда вы снова откроете проект.</translation>
    </message>
    <message>
        <source>Nothing has changed in the folder.</source>
        <translation>В папке ничего не изменилось.</translation>
    </message>
    <message>
        <source>Where are the photos now?</source>
        <translation>Где теперь фото?</translation>
    </message>
</context>
<context>
    <name>FolderSetupPage</name>
    <message>
        <source>Start labelling</source>
        <translation>Начать разметку</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Include subfolders</source>
        <translation>Включая вложенные папки</translation>
    </message>
    <message>
        <source>Include hidden files and folders</source>
        <translation>Включая скрытые файлы и папки</translation>
    </message>
    <message>
        <source>Detect faces</source>
        <translation>Искать лица</translation>
    </message>
    <message>
        <source>Thorough: also find small faces in large photos</source>
        <translation>Тщательно: находить и мелкие лица на больших фото</translation>
    </message>
    <message>
        <source>Fast: may miss faces that are small in their photo</source>
        <translation>Быстро: мелкие лица на фото могут быть пропущены</translation>
    </message>
    <message>
        <source>File types</source>
        <translation>Типы файлов</translation>
    </message>
    <message>
        <source>Address of its scheduler, or local</source>
        <translation>Адрес планировщика или local</translation>
    </message>
    <message>
        <source>Address of a Dask cluster</source>
        <translation>Адрес кластера Dask</translation>
    </message>
    <message>
        <source>Send the photos: the other computers do not see the folder</source>
        <translation>Пересылать фотографии: другие компьютеры не видят папку</translation>
    </message>
    <message>
        <source>Other computers</source>
        <translation>Другие компьютеры</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Save the project elsewhere</source>
        <translation>Хранить проект в другом месте</translation>
    </message>
    <message>
        <source>The address of a Dask cluster lets its computers do the work. They must have AgeLens and this model, and see the folder under the same path.</source>
        <translation>Если указать адрес кластера Dask, работу выполнят его компьютеры. На них должны быть AgeLens и эта модель, а папка должна быть видна по тому же пути.</translation>
    </message>
    <message>
        <source>Turn this off for photos that show one face and little else. AgeLens then uses the centre square of each photo, whatever it shows.</source>
        <translation>Отключите для фото, где одно лицо и почти ничего больше. Тогда AgeLens берёт средний квадрат каждого фото, что бы на нём ни было.</translation>
    </message>
    <message>
        <source>One file holds all estimates and answers. You can stop at any time and continue later.</source>
        <translation>Все оценки и ответы хранит один файл. Можно остановиться в любой момент и продолжить позже.</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Where the work is done</source>
        <translation>Где выполняется работа</translation>
    </message>
    <message>
        <source>Save the project in</source>
        <translation>Сохранить проект в</translation>
    </message>
    <message>
        <source>{0} (change it in the Model menu)</source>
        <translation>{0} (сменить: меню «Модель»)</translation>
    </message>
    <message>
        <source>Choose at least one file type.</source>
        <translation>Выберите хотя бы один тип файлов.</translation>
    </message>
    <message>
        <source>On this computer. Photos and video never leave it.</source>
        <translation>На этом компьютере. Фотографии и видео его не покидают.</translation>
    </message>
    <message>
        <source>On the cluster: the photos are sent to its workers, so they leave this computer unless the workers run on it.</source>
        <translation>На кластере: фотографии отправляются его рабочим процессам и покидают этот компьютер, если те работают не на нём.</translation>
    </message>
    <message>
        <source>On the cluster: its workers read the photos from the folder, so the photos leave this computer unless the workers run on it.</source>
        <translation>На кластере: его рабочие процессы читают фотографии из папки, и фотографии покидают этот компьютер, если процессы работают не на нём.</translation>
    </message>
    <message>
        <source>On the cluster: the photos are sent to its computers, so they leave this one.</source>
        <translation>На кластере: фотографии пересылаются на его компьютеры, то есть покидают этот.</translation>
    </message>
    <message>
        <source>On the cluster: its computers read the photos from the folder, so the photos leave this one.</source>
        <translation>На кластере: его компьютеры читают фотографии из папки, то есть фотографии покидают этот компьютер.</translation>
    </message>
    <message>
        <source>The model is being loaded…</source>
        <translation>Модель загружается…</translation>
    </message>
    <message>
        <source>This network is safe: allow plain TCP</source>
        <translation>Эта сеть безопасна: разрешить обычный TCP</translation>
    </message>
    <message>
        <source>No model is in use: choose one in the Model menu.</source>
        <translation>Модель не выбрана: выберите её в меню «Модель».</translation>
    </message>
</context>
<context>
    <name>FolderStatusBar</name>
    <message>
        <source>Update the list</source>
        <translation>Обновить список</translation>
    </message>
    <message>
        <source>Age and gender</source>
        <translation>Возраст и пол</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Проверяющий</translation>
    </message>
    <message>
        <source>Name of the reviewer</source>
        <translation>Имя проверяющего</translation>
    </message>
    <message>
        <source>Faces that you have reviewed stay in the list until you update it</source>
        <translation>Проверенные лица остаются в списке, пока вы его не обновите</translation>
    </message>
    <message>
        <source>What to review</source>
        <translation>Что проверять</translation>
    </message>
    <message>
        <source>Gender only</source>
        <translation>Только пол</translation>
    </message>
    <message>
        <source>Age only</source>
        <translation>Только возраст</translation>
    </message>
    <message>
        <source>The name or initials under which answers are shown and saved</source>
        <translation>Имя или инициалы, под которыми показываются и сохраняются ответы</translation>
    </message>
    <message>
        <source>Agreement…</source>
        <translation>Согласованность…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln shown</source>
        <translation>
            <numerusform>показано: %Ln</numerusform>
            <numerusform>показано: %Ln</numerusform>
            <numerusform>показано: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} of {1} shown</source>
        <translation>показано {0} из {1}</translation>
    </message>
</context>
<context>
    <name>FolderTab</name>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>Saving your last answers…</source>
        <translation>Сохраняются ваши последние ответы…</translation>
    </message>
</context>
<context>
    <name>GroupChoice</name>
    <message>
        <source>What if a group were missing?</source>
        <translation>Что, если бы не хватало одной группы?</translation>
    </message>
    <message>
        <source>All faces</source>
        <translation>Все лица</translation>
    </message>
    <message>
        <source>Nobody is left out: the usual training.</source>
        <translation>Никого не убираем: обычное обучение.</translation>
    </message>
    <message>
        <source>Leave a group out</source>
        <translation>Убрать группу</translation>
    </message>
    <message>
        <source>Group to be thinned</source>
        <translation>Какую группу проредить</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Группы</translation>
    </message>
    <message>
        <source>How much of the group stays</source>
        <translation>Сколько остаётся от группы</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Доли</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ничего</translation>
    </message>
    <message>
        <source>a tenth</source>
        <translation>десятая часть</translation>
    </message>
    <message>
        <source>a quarter</source>
        <translation>четверть</translation>
    </message>
    <message>
        <source>half</source>
        <translation>половина</translation>
    </message>
    <message>
        <source>What stays:</source>
        <translation>Остаётся:</translation>
    </message>
    <message>
        <source>The same network is trained twice, in turns: on all faces, and on fewer of one group. The result shows each group’s errors side by side.</source>
        <translation>Одна и та же сеть обучается дважды, по очереди: на всех лицах и на меньшем числе лиц одной группы. В результате ошибки каждой группы стоят рядом.</translation>
    </message>
</context>
<context>
    <name>GroupTable</name>
    <message>
        <source>Errors by group</source>
        <translation>Ошибки по группам</translation>
    </message>
    <message>
        <source>Age error (years)</source>
        <translation>Ошибка возраста (лет)</translation>
    </message>
    <message>
        <source>Gender accuracy</source>
        <translation>Точность пола</translation>
    </message>
    <message>
        <source>all faces</source>
        <translation>все лица</translation>
    </message>
    <message>
        <source>thinned set</source>
        <translation>прореженный набор</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>Test faces</source>
        <translation>Проверочных лиц</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Строки</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Столбцы</translation>
    </message>
</context>
<context>
    <name>GuessPage</name>
    <message>
        <source>Age that the class says, in years</source>
        <translation>Возраст, который называет класс, в годах</translation>
    </message>
    <message>
        <source>How old does this face look?</source>
        <translation>На сколько лет выглядит это лицо?</translation>
    </message>
    <message>
        <source>Face {0} of {1}</source>
        <translation>Лицо {0} из {1}</translation>
    </message>
    <message>
        <source>Show the answers</source>
        <translation>Показать ответы</translation>
    </message>
    <message>
        <source>See the result</source>
        <translation>Показать итог</translation>
    </message>
    <message>
        <source>Next face</source>
        <translation>Следующее лицо</translation>
    </message>
</context>
<context>
    <name>HeldLabelsDialog</name>
    <message>
        <source>Held labels</source>
        <translation>Отложенные метки</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Проверяющий</translation>
    </message>
    <message>
        <source>Name of the reviewer</source>
        <translation>Имя проверяющего</translation>
    </message>
    <message>
        <source>Move to this face</source>
        <translation>Перенести на это лицо</translation>
    </message>
    <message>
        <source>Drop the label</source>
        <translation>Убрать метку</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>The photos of these faces were changed or replaced. Say for each label to which face of the new photo it belongs, or drop it.</source>
        <translation>Фотографии этих лиц были изменены или заменены. Для каждой метки укажите, к какому лицу нового фото она относится, или уберите её.</translation>
    </message>
    <message>
        <source>No small picture of this face is left.</source>
        <translation>Миниатюры этого лица не осталось.</translation>
    </message>
    <message>
        <source>Under this name now: {0}</source>
        <translation>Сейчас под этим именем: {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} из {1}</translation>
    </message>
    <message>
        <source>No label is held any more.</source>
        <translation>Отложенных меток больше нет.</translation>
    </message>
    <message>
        <source>This project is open read-only.</source>
        <translation>Этот проект открыт только для чтения.</translation>
    </message>
    <message>
        <source>Enter your name or initials first, as they should appear in the table.</source>
        <translation>Сначала введите имя или инициалы так, как они должны стоять в таблице.</translation>
    </message>
    <message>
        <source>No photo has this name any more: the label can only be dropped.</source>
        <translation>Фотографии с таким именем больше нет: метку можно только убрать.</translation>
    </message>
    <message>
        <source>The model found no face in this photo. Draw it in the review first, or drop the label.</source>
        <translation>Модель не нашла лица на этом фото. Сначала обведите его при проверке или уберите метку.</translation>
    </message>
    <message>
        <source>The only face in this photo. Move the label if it is the same person.</source>
        <translation>Единственное лицо на этом фото. Перенесите метку, если это тот же человек.</translation>
    </message>
    <message>
        <source>Click the face that the label belongs to.</source>
        <translation>Щёлкните лицо, к которому относится метка.</translation>
    </message>
    <message>
        <source>Move the label if this is the same person, or click another face.</source>
        <translation>Перенесите метку, если это тот же человек, или щёлкните другое лицо.</translation>
    </message>
</context>
<context>
    <name>HelpMenu</name>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Справка</translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation>&amp;Добро пожаловать</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>&amp;Руководство</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Сочетания клавиш</translation>
    </message>
    <message>
        <source>&amp;Model card</source>
        <translation>Карточка &amp;модели</translation>
    </message>
    <message>
        <source>&amp;Licences</source>
        <translation>&amp;Лицензии</translation>
    </message>
    <message>
        <source>L&amp;og</source>
        <translation>&amp;Журнал</translation>
    </message>
    <message>
        <source>&amp;Copy diagnostic report</source>
        <translation>Копировать &amp;отчёт для поддержки</translation>
    </message>
    <message>
        <source>Clear &amp;history…</source>
        <translation>Очистить &amp;историю…</translation>
    </message>
    <message>
        <source>&amp;About AgeLens</source>
        <translation>О &amp;программе AgeLens</translation>
    </message>
    <message>
        <source>Report copied. It contains no photos, names or folders.</source>
        <translation>Отчёт скопирован: в нём нет фото, имён и папок.</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>AgeLens Help</source>
        <translation>Справка AgeLens</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Страницы</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>Поиск в справке</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Страница</translation>
    </message>
    <message>
        <source>Photos and webcam</source>
        <translation>Фото и веб-камера</translation>
    </message>
    <message>
        <source>Labelling folders</source>
        <translation>Разметка папок</translation>
    </message>
    <message>
        <source>Teaching and training</source>
        <translation>Урок и обучение</translation>
    </message>
    <message>
        <source>A lesson of 45 minutes</source>
        <translation>Урок на 45 минут</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Карточка модели</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Лицензии</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Not found: {0}</source>
        <translation>Не найдено: {0}</translation>
    </message>
    <message>
        <source>There is no log file, because its folder is not writable.</source>
        <translation>Файла журнала нет: в его папку нельзя писать.</translation>
    </message>
    <message>
        <source>This part comes without a licence file.</source>
        <translation>У этой части нет файла лицензии.</translation>
    </message>
</context>
<context>
    <name>HistoryCleaner</name>
    <message>
        <source>Clear history</source>
        <translation>Очистить историю</translation>
    </message>
    <message>
        <source>Forget which photos were opened on this computer?</source>
        <translation>Забыть, какие фото открывались на этом компьютере?</translation>
    </message>
    <message>
        <source>Removed: small pictures of faces, the lists of recent projects and folders, and the logs. Your photos, labelling projects, models and settings are kept.</source>
        <translation>Будут удалены: уменьшенные изображения лиц, списки недавних проектов и папок, журналы. Ваши фото, проекты разметки, модели и настройки сохранятся.</translation>
    </message>
    <message>
        <source>Clearing the history</source>
        <translation>Очистка истории</translation>
    </message>
    <message>
        <source>Some files could not be removed: {0}</source>
        <translation>Не удалось удалить некоторые файлы: {0}</translation>
    </message>
    <message>
        <source>The history is cleared.</source>
        <translation>История очищена.</translation>
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
        <translation>Лицо, активации которого показаны</translation>
    </message>
    <message>
        <source>Face:</source>
        <translation>Лицо:</translation>
    </message>
    <message>
        <source>After the next epoch this shows the filters of the first layer, and how brightly the chosen face lights up the maps of the layers after it.</source>
        <translation>После следующей эпохи здесь будут фильтры первого слоя и то, как ярко выбранное лицо отзывается в картах следующих слоёв.</translation>
    </message>
    <message>
        <source>Filters and activations</source>
        <translation>Фильтры и активации</translation>
    </message>
</context>
<context>
    <name>JobSetupController</name>
    <message>
        <source>Which model?</source>
        <translation>Какая модель?</translation>
    </message>
    <message>
        <source>All values of a project should come from one model. Reviewers’ answers stay, whichever you choose.</source>
        <translation>Все значения проекта должны быть от одной модели. Ответы рецензентов сохранятся при любом выборе.</translation>
    </message>
    <message>
        <source>Analyse everything with {0}…</source>
        <translation>Проанализировать всё моделью {0}…</translation>
    </message>
    <message>
        <source>Check with {0}</source>
        <translation>Проверить моделью {0}</translation>
    </message>
    <message>
        <source>Leave everything as it is</source>
        <translation>Оставить всё как есть</translation>
    </message>
    <message>
        <source>This project was labelled with another model ({0}). If you start, all photos are processed again with this one. Reviewers’ answers stay.</source>
        <translation>Этот проект размечен другой моделью ({0}). Если начать, все фото будут обработаны заново этой моделью. Ответы проверяющих останутся.</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Change key</source>
        <translation>Сменить клавишу</translation>
    </message>
    <message>
        <source>Review keys</source>
        <translation>Клавиши проверки</translation>
    </message>
    <message>
        <source>Restore default keys</source>
        <translation>Вернуть обычные клавиши</translation>
    </message>
    <message>
        <source>Move between controls</source>
        <translation>Переход между элементами</translation>
    </message>
    <message>
        <source>Type an age</source>
        <translation>Ввести возраст</translation>
    </message>
    <message>
        <source>Other faces of this photo</source>
        <translation>Другие лица этого фото</translation>
    </message>
    <message>
        <source>Move the enlarged photo</source>
        <translation>Двигать увеличенное фото</translation>
    </message>
    <message>
        <source>Reassign</source>
        <translation>Переназначить</translation>
    </message>
    <message>
        <source>Select a row, choose Change key, then press the new key. Escape cancels.</source>
        <translation>Выберите строку, нажмите «Сменить клавишу», затем новую клавишу. Escape отменяет.</translation>
    </message>
    <message>
        <source>{0} cannot be used: it is already assigned to “{1}”.</source>
        <translation>{0} использовать нельзя: она уже назначена на «{1}».</translation>
    </message>
    <message>
        <source>{0} is already assigned to “{1}”, which would lose it.</source>
        <translation>{0} уже назначена на «{1}», там клавиша пропадёт.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>нет клавиши</translation>
    </message>
    <message>
        <source>Press a key…</source>
        <translation>Нажмите клавишу…</translation>
    </message>
</context>
<context>
    <name>LanguageMenu</name>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Язык</translation>
    </message>
    <message>
        <source>Same as &amp;system</source>
        <translation>Как в &amp;системе</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
</context>
<context>
    <name>LazyTab</name>
    <message>
        <source>Opening…</source>
        <translation>Открывается…</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>each step, smoothed</source>
        <translation>каждый шаг, сглажен</translation>
    </message>
    <message>
        <source>training</source>
        <translation>обучение</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>валидация</translation>
    </message>
    <message>
        <source>each step</source>
        <translation>каждый шаг</translation>
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
        <translation>Что делать</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Файл</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Правка</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Вид</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>В&amp;ыход</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>На &amp;весь экран</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Тема</translation>
    </message>
    <message>
        <source>Same as &amp;system</source>
        <translation>Как в &amp;системе</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Светлая</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Тёмная</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>Размер те&amp;кста</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Поиск моделей…</translation>
    </message>
    <message>
        <source>No model found</source>
        <translation>Модели не найдены</translation>
    </message>
    <message>
        <source>&amp;Manage models…</source>
        <translation>&amp;Управление моделями…</translation>
    </message>
    <message>
        <source>&amp;Import a model…</source>
        <translation>&amp;Импортировать модель…</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Сообщение</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>Show the details of the message</source>
        <translation>Показать подробности сообщения</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Копировать подробности</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>Убрать сообщение</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>Подробности сообщения</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Проблема</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Something went wrong in AgeLens.</source>
        <translation>В AgeLens что-то пошло не так.</translation>
    </message>
    <message>
        <source>Nothing was lost; the log file has the details.</source>
        <translation>Ничего не потеряно; подробности в файле журнала.</translation>
    </message>
</context>
<context>
    <name>MistakeDialog</name>
    <message>
        <source>Model error</source>
        <translation>Ошибка модели</translation>
    </message>
    <message>
        <source>The face</source>
        <translation>Это лицо</translation>
    </message>
    <message>
        <source>Apparent age: {0}</source>
        <translation>Возраст на вид: {0}</translation>
    </message>
    <message>
        <source>Perceived gender: {0}</source>
        <translation>Воспринимаемый пол: {0}</translation>
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
        <translation>Ошибочной может быть и сама метка.</translation>
    </message>
</context>
<context>
    <name>ModelComparison</name>
    <message>
        <source>Figures can be set side by side only where both were found on the same faces; “agelens evaluate” judges both on the same ones.</source>
        <translation>Показатели можно сравнивать, только если оба получены на одних и тех же лицах; «agelens evaluate» оценивает обе модели на одних и тех же.</translation>
    </message>
</context>
<context>
    <name>ModelDescription</name>
    <message>
        <source>not stated</source>
        <translation>не указано</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} МБ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Архитектура</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Создана</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Создана в</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Показатели</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Условия</translation>
    </message>
    <message>
        <source>age {0} years off</source>
        <translation>ошибка возраста {0} года</translation>
    </message>
    <message>
        <source>gender right for {0} %</source>
        <translation>пол верен в {0} %</translation>
    </message>
    <message numerus="yes">
        <source>on %Ln faces</source>
        <translation>
            <numerusform>на %Ln лице</numerusform>
            <numerusform>на %Ln лицах</numerusform>
            <numerusform>на %Ln лицах</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>Under the hood</source>
        <translation>Под капотом</translation>
    </message>
</context>
<context>
    <name>ModelImporter</name>
    <message>
        <source>Choose a model folder</source>
        <translation>Выберите папку модели</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>Чтение: {0}</translation>
    </message>
    <message>
        <source>Trying out {0}</source>
        <translation>Проверка в действии: {0}</translation>
    </message>
    <message>
        <source>{0} is installed. Choose it in the Model menu.</source>
        <translation>Модель установлена: {0}. Выберите её в меню «Модель».</translation>
    </message>
    <message>
        <source>The model was not imported.</source>
        <translation>Модель не импортирована.</translation>
    </message>
</context>
<context>
    <name>ModelManager</name>
    <message>
        <source>Now using {0}</source>
        <translation>Теперь используется {0}</translation>
    </message>
    <message>
        <source>Export the model to</source>
        <translation>Куда экспортировать модель</translation>
    </message>
    <message>
        <source>Exporting {0}</source>
        <translation>Экспорт: {0}</translation>
    </message>
    <message>
        <source>The model was exported to {0}.</source>
        <translation>Модель экспортирована: {0}.</translation>
    </message>
    <message>
        <source>Delete a model</source>
        <translation>Удалить модель</translation>
    </message>
    <message>
        <source>Delete “{0}” from this computer?</source>
        <translation>Удалить «{0}» с этого компьютера?</translation>
    </message>
    <message>
        <source>Without it, tables that were made with it cannot be replayed.</source>
        <translation>Без неё нельзя будет проверить таблицы, которые с ней сделаны.</translation>
    </message>
    <message>
        <source>It is in use now: AgeLens goes back to its own default model.</source>
        <translation>Сейчас она используется: AgeLens вернётся к своей модели по умолчанию.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
</context>
<context>
    <name>ModelQuestion</name>
    <message>
        <source>Import a model</source>
        <translation>Импорт модели</translation>
    </message>
    <message>
        <source>Import “{0}”?</source>
        <translation>Импортировать «{0}»?</translation>
    </message>
    <message>
        <source>This is what the model says of itself. Nobody has verified who made it, or that its figures are true. Import models only from people you trust.</source>
        <translation>Так модель описывает себя сама. Никто не проверял, кто её создал и верны ли её показатели. Импортируйте модели только от людей, которым доверяете.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Импортировать</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Модели</translation>
    </message>
    <message>
        <source>Select two models, with Ctrl, to compare them</source>
        <translation>Выберите две модели с Ctrl, чтобы сравнить их</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>Название модели</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Use by default</source>
        <translation>Использовать всегда</translation>
    </message>
    <message>
        <source>Use this model in all tabs, and at the next start</source>
        <translation>Использовать эту модель на всех вкладках и при следующем запуске</translation>
    </message>
    <message>
        <source>What the model says of itself</source>
        <translation>Что модель сообщает о себе</translation>
    </message>
    <message>
        <source>Select two models to compare them.</source>
        <translation>Выберите две модели, чтобы сравнить их.</translation>
    </message>
    <message>
        <source>This model came with AgeLens and stays as it is.</source>
        <translation>Эта модель входит в AgeLens и остаётся как есть.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Используется</translation>
    </message>
</context>
<context>
    <name>MoreFilters</name>
    <message>
        <source>Perceived gender</source>
        <translation>Воспринимаемый пол</translation>
    </message>
    <message>
        <source>Any gender</source>
        <translation>Любой пол</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Женский</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Мужской</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>Не уверена</translation>
    </message>
    <message>
        <source> px</source>
        <translation> пкс</translation>
    </message>
    <message>
        <source>Minimum age</source>
        <translation>Наименьший возраст</translation>
    </message>
    <message>
        <source>Remarks on the face</source>
        <translation>Пометки о лице</translation>
    </message>
    <message>
        <source>Any remarks</source>
        <translation>Любые пометки</translation>
    </message>
    <message>
        <source>With a flag</source>
        <translation>С флажком</translation>
    </message>
    <message>
        <source>Discuss</source>
        <translation>Обсудить</translation>
    </message>
    <message>
        <source>Poor picture</source>
        <translation>Плохой снимок</translation>
    </message>
    <message>
        <source>Good example</source>
        <translation>Хороший пример</translation>
    </message>
    <message>
        <source>With a comment</source>
        <translation>С заметкой</translation>
    </message>
    <message>
        <source>Faces of a reviewer</source>
        <translation>Лица проверяющего</translation>
    </message>
    <message>
        <source>Maximum age</source>
        <translation>Наибольший возраст</translation>
    </message>
    <message>
        <source>Minimum face size</source>
        <translation>Мин. размер лица</translation>
    </message>
    <message>
        <source>Minimum range width</source>
        <translation>Мин. ширина диапазона</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Сбросить</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Возраст</translation>
    </message>
    <message>
        <source>to</source>
        <translation>до</translation>
    </message>
    <message>
        <source>Face from</source>
        <translation>Лицо от</translation>
    </message>
    <message>
        <source>Range from</source>
        <translation>Диапазон от</translation>
    </message>
    <message>
        <source>any</source>
        <translation>любой</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>No face here has an age range: the model estimates only an age</source>
        <translation>Ни у одного лица здесь нет диапазона возраста: модель даёт только возраст</translation>
    </message>
    <message>
        <source>Anybody’s faces</source>
        <translation>Лица всех</translation>
    </message>
    <message>
        <source>For {0}</source>
        <translation>Для {0}</translation>
    </message>
    <message>
        <source>All folders</source>
        <translation>Все папки</translation>
    </message>
</context>
<context>
    <name>NoticePage</name>
    <message>
        <source>Before the camera opens</source>
        <translation>Прежде чем включится камера</translation>
    </message>
    <message>
        <source>Photos and video never leave this computer.</source>
        <translation>Фото и видео никогда не покидают этот компьютер.</translation>
    </message>
    <message>
        <source>AgeLens looks for faces in the picture and estimates an apparent age and a perceived gender for each. These are impressions from a picture, often wrong, and never facts about a person. Nobody is recognised or remembered.</source>
        <translation>AgeLens ищет лица в кадре и для каждого называет возраст на вид и воспринимаемый пол. Это впечатление от картинки, часто ошибочное, и никогда не факт о человеке. Никого не узнают и не запоминают.</translation>
    </message>
    <message>
        <source>Nothing is saved unless you press Save or switch the log on.</source>
        <translation>Ничего не сохраняется, пока вы не нажмёте «Сохранить» или не включите запись.</translation>
    </message>
    <message>
        <source>While the camera is on, a red mark says so. Pause or the Escape key switches it off at once.</source>
        <translation>Пока камера включена, об этом говорит красная метка. «Пауза» или клавиша Escape выключают её сразу.</translation>
    </message>
    <message>
        <source>Ask everyone in view. With “Blur until people agree”, each face stays blurred until it is clicked.</source>
        <translation>Спросите всех, кто попадает в кадр. С «Размывать до согласия» каждое лицо размыто, пока его не щёлкнут.</translation>
    </message>
    <message>
        <source>I understand, continue</source>
        <translation>Понимаю, продолжить</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Не сейчас</translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>Default</source>
        <translation>По умолчанию</translation>
    </message>
    <message>
        <source>Tuned</source>
        <translation>Настроенный</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Исходный</translation>
    </message>
    <message>
        <source>Default: tuned, or fine-tuning when starting from a model</source>
        <translation>По умолчанию: настроенный, или дообучение, если начинать с модели</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Рецепты</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Включено</translation>
    </message>
    <message>
        <source>Write event files</source>
        <translation>Писать файлы событий</translation>
    </message>
    <message>
        <source>Default: {0}</source>
        <translation>По умолчанию: {0}</translation>
    </message>
    <message>
        <source>tuned</source>
        <translation>настроенный</translation>
    </message>
    <message>
        <source>How the network is trained. “Tuned” prepares the targets, lowers the learning rate step by step and averages the weights; “Original” is the plain method of the report that the two networks come from. The layers are the same.</source>
        <translation>Как обучается сеть. «Настроенный» готовит цели, постепенно снижает скорость обучения и усредняет веса; «исходный» — простой способ из отчёта, откуда взяты обе сети. Слои те же.</translation>
    </message>
    <message>
        <source>How many times each face is used. More epochs take longer and may memorise the faces.</source>
        <translation>Сколько раз используется каждое лицо. Чем больше эпох, тем дольше, и сеть может заучить лица.</translation>
    </message>
    <message>
        <source>How many faces are processed before the weights are updated. Small batches are noisier; large ones need more memory.</source>
        <translation>Сколько лиц обрабатывается перед обновлением весов. Малые порции дают больше шума, большим нужно больше памяти.</translation>
    </message>
    <message>
        <source>How far the weights move in each step. Too far, and the curves jump around.</source>
        <translation>Как далеко сдвигаются веса каждый раз. Слишком далеко — и кривые скачут.</translation>
    </message>
    <message>
        <source>Shows each face slightly changed every time: mirrored, shifted, darker, blurred. Without it, the network soon memorises the training faces.</source>
        <translation>Каждый раз показывает лицо немного другим: отражённым, сдвинутым, темнее, размытым. Без неё сеть скоро знает учебные лица наизусть.</translation>
    </message>
    <message>
        <source>The start of the random numbers. The same seed gives the same split of the faces and the same initial weights.</source>
        <translation>Начало случайных чисел. Одно и то же число даёт одно и то же деление лиц и те же начальные веса.</translation>
    </message>
    <message>
        <source>TensorBoard files</source>
        <translation>Файлы TensorBoard</translation>
    </message>
    <message>
        <source>Writes the curves as event files, too, for whoever has that program. They go to the folder “tensorboard” beside the earlier runs.</source>
        <translation>Кривые пишутся ещё и файлами событий, для тех, у кого есть эта программа: в папку «tensorboard» рядом с прежними обучениями.</translation>
    </message>
    <message>
        <source>fine-tuning</source>
        <translation>дообучение</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Рецепт</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Эпохи</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Размер порции</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Скорость обучения</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>Аугментация</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Начальное число</translation>
    </message>
</context>
<context>
    <name>OwnBar</name>
    <message>
        <source>Own face on the wall</source>
        <translation>Своё лицо на стене</translation>
    </message>
    <message>
        <source>Drop a photo of yourself here: it is never trained on, never stored, and never leaves this computer.</source>
        <translation>Перетащите сюда своё фото: на нём не обучают, его не сохраняют, и оно не покидает этот компьютер.</translation>
    </message>
</context>
<context>
    <name>OwnCard</name>
    <message>
        <source>Take it off the wall and forget it</source>
        <translation>Снять со стены и забыть</translation>
    </message>
    <message>
        <source>Remove own photo {0}</source>
        <translation>Убрать своё фото {0}</translation>
    </message>
</context>
<context>
    <name>OwnFaceButton</name>
    <message>
        <source>&amp;Own face</source>
        <translation>&amp;Своё лицо</translation>
    </message>
    <message>
        <source>Let the networks guess somebody in this room</source>
        <translation>Пусть сети оценят кого-нибудь из присутствующих</translation>
    </message>
    <message>
        <source>From a &amp;photo…</source>
        <translation>С &amp;фото…</translation>
    </message>
    <message>
        <source>From the &amp;webcam…</source>
        <translation>С &amp;веб-камеры…</translation>
    </message>
</context>
<context>
    <name>OwnFaceChoice</name>
    <message>
        <source>Somebody in this room</source>
        <translation>Кто-нибудь из присутствующих</translation>
    </message>
    <message>
        <source>Choose or drop a photo: the networks guess this face from the beginning on, on the wall beside the others. It is never trained on, never stored, and never leaves this computer.</source>
        <translation>Выберите или перетащите фото: сети оценивают это лицо с самого начала, на стене рядом с остальными. На нём не обучают, его не сохраняют, и оно не покидает этот компьютер.</translation>
    </message>
</context>
<context>
    <name>OwnFaces</name>
    <message>
        <source>The picture</source>
        <translation>Снимок</translation>
    </message>
    <message>
        <source>Photos ({0});;All files (*)</source>
        <translation>Фото ({0});;Все файлы (*)</translation>
    </message>
    <message>
        <source>Own photo on the face wall</source>
        <translation>Своё фото на стене лиц</translation>
    </message>
    <message numerus="yes">
        <source>%Ln own photos are on the wall: remove one first.</source>
        <translation>
            <numerusform>На стене %Ln своё фото: сначала уберите одно.</numerusform>
            <numerusform>На стене %Ln своих фото: сначала уберите одно.</numerusform>
            <numerusform>На стене %Ln своих фото: сначала уберите одно.</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} cannot be put on the face wall.</source>
        <translation>{0}: нельзя поместить на стену лиц.</translation>
    </message>
    <message>
        <source>Own photo {0} is on the face wall, and is guessed after each epoch.</source>
        <translation>Своё фото {0} на стене лиц; его оценивают после каждой эпохи.</translation>
    </message>
    <message>
        <source>Own photo {0} will be on the face wall of the next training.</source>
        <translation>Своё фото {0} будет на стене лиц следующего обучения.</translation>
    </message>
</context>
<context>
    <name>PhotoActions</name>
    <message>
        <source>&amp;Open photos…</source>
        <translation>&amp;Открыть фото…</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>Открыть &amp;папку…</translation>
    </message>
    <message>
        <source>&amp;Save annotated picture…</source>
        <translation>&amp;Сохранить снимок с рамками…</translation>
    </message>
    <message>
        <source>Save &amp;table (CSV)…</source>
        <translation>Сохранить &amp;таблицу (CSV)…</translation>
    </message>
    <message>
        <source>&amp;Close all photos</source>
        <translation>&amp;Закрыть все фото</translation>
    </message>
    <message>
        <source>&amp;Remove from the list</source>
        <translation>&amp;Убрать из списка</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Вставить</translation>
    </message>
    <message>
        <source>&amp;Copy result</source>
        <translation>&amp;Копировать результат</translation>
    </message>
    <message>
        <source>Copy p&amp;icture</source>
        <translation>Копировать &amp;рисунок</translation>
    </message>
    <message>
        <source>&amp;Previous photo</source>
        <translation>&amp;Предыдущее фото</translation>
    </message>
    <message>
        <source>&amp;Next photo</source>
        <translation>&amp;Следующее фото</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Увеличить</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>У&amp;меньшить</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>По размеру &amp;окна</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>&amp;Настоящий размер</translation>
    </message>
    <message>
        <source>&amp;Zoom to the face</source>
        <translation>Приблизить &amp;лицо</translation>
    </message>
    <message>
        <source>Show &amp;boxes</source>
        <translation>Показывать &amp;рамки</translation>
    </message>
    <message>
        <source>Show &amp;labels</source>
        <translation>Показывать &amp;подписи</translation>
    </message>
    <message>
        <source>&amp;Slideshow</source>
        <translation>Показ &amp;слайдов</translation>
    </message>
    <message>
        <source>Shake &amp;test…</source>
        <translation>Проверка на &amp;устойчивость…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Открыть &amp;недавнее</translation>
    </message>
</context>
<context>
    <name>PhotoExport</name>
    <message>
        <source>Result copied.</source>
        <translation>Результат скопирован.</translation>
    </message>
    <message>
        <source>Copying the picture</source>
        <translation>Копирование рисунка</translation>
    </message>
    <message>
        <source>The picture could not be copied.</source>
        <translation>Не удалось скопировать рисунок.</translation>
    </message>
    <message>
        <source>Save annotated picture</source>
        <translation>Сохранить снимок с рамками</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;JPEG picture (*.jpg *.jpeg)</source>
        <translation>Рисунок PNG (*.png);;Рисунок JPEG (*.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Saving the picture</source>
        <translation>Сохранение рисунка</translation>
    </message>
    <message>
        <source>The picture was not saved.</source>
        <translation>Рисунок не сохранён.</translation>
    </message>
    <message>
        <source>Save table</source>
        <translation>Сохранить таблицу</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Таблица (*.csv)</translation>
    </message>
    <message>
        <source>Preparing the table</source>
        <translation>Подготовка таблицы</translation>
    </message>
    <message>
        <source>The table was not saved.</source>
        <translation>Таблица не сохранена.</translation>
    </message>
    <message>
        <source>Picture copied.</source>
        <translation>Рисунок скопирован.</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>Сохранено как {0}</translation>
    </message>
</context>
<context>
    <name>PhotoOpener</name>
    <message>
        <source>Looking for photos</source>
        <translation>Поиск фото</translation>
    </message>
    <message>
        <source>Looking into subfolders</source>
        <translation>Просмотр вложенных папок</translation>
    </message>
    <message>
        <source>There is no photo to paste: copy a picture or a file first.</source>
        <translation>Вставить нечего: сначала скопируйте рисунок или файл.</translation>
    </message>
    <message>
        <source>Details: {0}</source>
        <translation>Подробности: {0}</translation>
    </message>
    <message>
        <source>an empty clipboard</source>
        <translation>пустой буфер обмена</translation>
    </message>
    <message>
        <source>Photos ({0});;All files (*)</source>
        <translation>Фото ({0});;Все файлы (*)</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>Открыть фото</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>Open photos</source>
        <translation>Открыть фото</translation>
    </message>
</context>
<context>
    <name>PhotosPage</name>
    <message>
        <source>No face found in this photo</source>
        <translation>На этом фото лиц не найдено</translation>
    </message>
    <message>
        <source>Faces that are very small, turned away or covered can be missed. A closer or brighter photo often helps.</source>
        <translation>Очень мелкие, повёрнутые или закрытые лица могут быть пропущены. Часто помогает снимок ближе или светлее.</translation>
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
        <translation>Вставленный рисунок {0}</translation>
    </message>
    <message>
        <source>Opening the photo…</source>
        <translation>Фото открывается…</translation>
    </message>
    <message>
        <source>This photo could not be analysed</source>
        <translation>Это фото не удалось оценить</translation>
    </message>
    <message>
        <source>This photo could not be opened</source>
        <translation>Не удалось открыть это фото</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Не читается</translation>
    </message>
    <message>
        <source>If another program opens the file, save it anew from there and open it again. The Delete key takes it off the list.</source>
        <translation>Если файл открывается в другой программе, сохраните его оттуда заново и откройте снова. Клавиша Delete убирает его из списка.</translation>
    </message>
    <message>
        <source>Choose one in the Model menu. Until then, photos are shown without estimates.</source>
        <translation>Выберите модель в меню «Модель». До этого фото показываются без оценок.</translation>
    </message>
    <message>
        <source>No model is in use</source>
        <translation>Модель не выбрана</translation>
    </message>
    <message>
        <source>The model is being loaded…</source>
        <translation>Модель загружается…</translation>
    </message>
    <message>
        <source>Looking for faces…</source>
        <translation>Поиск лиц…</translation>
    </message>
    <message>
        <source>{0} × {1}</source>
        <translation>{0} × {1}</translation>
    </message>
    <message>
        <source>Page {0} of {1}</source>
        <translation>Страница {0} из {1}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} из {1}</translation>
    </message>
</context>
<context>
    <name>ProgressBar</name>
    <message>
        <source>Progress</source>
        <translation>Ход работы</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>ProjectBanner</name>
    <message>
        <source>About this project</source>
        <translation>Об этом проекте</translation>
    </message>
    <message>
        <source>Find the folder…</source>
        <translation>Найти папку…</translation>
    </message>
    <message>
        <source>Analyse again…</source>
        <translation>Проанализировать заново…</translation>
    </message>
    <message>
        <source>This project is open in another window or write-protected: you can look at everything, filter and export, but not change anything.</source>
        <translation>Этот проект открыт в другом окне или защищён от записи: можно всё смотреть, отбирать и экспортировать, но нельзя ничего менять.</translation>
    </message>
    <message>
        <source>The folder of its photos is missing: {0}. All results are kept. Connect the drive, or choose where the folder is now.</source>
        <translation>Папки с фото нет на месте: {0}. Все результаты сохранены. Подключите диск или укажите, где папка теперь.</translation>
    </message>
    <message>
        <source>Analyse again with {0}…</source>
        <translation>Проанализировать заново моделью {0}…</translation>
    </message>
</context>
<context>
    <name>ProjectController</name>
    <message>
        <source>Your remark could not be saved.</source>
        <translation>Не удалось сохранить вашу пометку.</translation>
    </message>
    <message>
        <source>This project is open read-only.</source>
        <translation>Этот проект открыт только для чтения.</translation>
    </message>
    <message>
        <source>Your answer could not be saved.</source>
        <translation>Не удалось сохранить ваш ответ.</translation>
    </message>
    <message numerus="yes">
        <source>Undone: a change to %Ln faces.</source>
        <translation>
            <numerusform>Отменено: изменение для %Ln лица.</numerusform>
            <numerusform>Отменено: изменение для %Ln лиц.</numerusform>
            <numerusform>Отменено: изменение для %Ln лиц.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Redone: a change to %Ln faces.</source>
        <translation>
            <numerusform>Возвращено: изменение для %Ln лица.</numerusform>
            <numerusform>Возвращено: изменение для %Ln лиц.</numerusform>
            <numerusform>Возвращено: изменение для %Ln лиц.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProjectHeader</name>
    <message>
        <source>Labelling progress</source>
        <translation>Ход разметки</translation>
    </message>
    <message>
        <source>Check for changes</source>
        <translation>Проверить изменения</translation>
    </message>
    <message>
        <source>Held labels…</source>
        <translation>Отложенные метки…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Проверка</translation>
    </message>
</context>
<context>
    <name>ProjectOpener</name>
    <message>
        <source>Reading {0}</source>
        <translation>Читается {0}</translation>
    </message>
    <message>
        <source>Choose a folder of photos</source>
        <translation>Выбор папки с фото</translation>
    </message>
    <message>
        <source>AgeLens projects ({0});;All files (*)</source>
        <translation>Проекты AgeLens ({0});;Все файлы (*)</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Открыть проект</translation>
    </message>
    <message>
        <source>Tables by AgeLens (*.csv);;All files (*)</source>
        <translation>Таблицы AgeLens (*.csv);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Check a table again</source>
        <translation>Проверить таблицу ещё раз</translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation>Сохранить проект как</translation>
    </message>
    <message>
        <source>AgeLens projects ({0})</source>
        <translation>Проекты AgeLens ({0})</translation>
    </message>
</context>
<context>
    <name>ProjectRescue</name>
    <message>
        <source>Damaged project</source>
        <translation>Повреждённый проект</translation>
    </message>
    <message>
        <source>What can still be read can be saved as a new project. The damaged file is not changed.</source>
        <translation>То, что ещё читается, можно сохранить как новый проект. Повреждённый файл не изменится.</translation>
    </message>
    <message>
        <source>Save what can be read…</source>
        <translation>Сохранить, что читается…</translation>
    </message>
    <message>
        <source>Save the new project as</source>
        <translation>Сохранить новый проект как</translation>
    </message>
    <message>
        <source>{0} (saved)</source>
        <translation>{0} (спасено)</translation>
    </message>
    <message>
        <source>AgeLens projects ({0})</source>
        <translation>Проекты AgeLens ({0})</translation>
    </message>
    <message>
        <source>The damaged project is kept: choose another name.</source>
        <translation>Повреждённый проект сохраняется: выберите другое имя.</translation>
    </message>
    <message>
        <source>The project could not be saved.</source>
        <translation>Не удалось сохранить проект.</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>Чтение {0}</translation>
    </message>
    <message>
        <source>Saved: {0}.</source>
        <translation>Сохранено: {0}.</translation>
    </message>
    <message>
        <source>Some of it was lost, so all photos will be analysed again.</source>
        <translation>Часть данных потеряна, поэтому все фото будут проанализированы заново.</translation>
    </message>
</context>
<context>
    <name>ProjectTrust</name>
    <message>
        <source>Whose project is this?</source>
        <translation>Чей это проект?</translation>
    </message>
    <message>
        <source>“{0}” may take photos from anywhere on this computer.</source>
        <translation>«{0}» может брать фотографии из любого места на этом компьютере.</translation>
    </message>
    <message>
        <source>“{0}” takes its photos from this folder, which is not beside it: {1}</source>
        <translation>«{0}» берёт фотографии из этой папки, которая лежит не рядом с ним: {1}</translation>
    </message>
    <message>
        <source>AgeLens has not opened it here before. Open it only if you know the project and these are the photos you expect: exported tables and crops will hold what is found there.</source>
        <translation>AgeLens ещё не открывал его здесь. Открывайте его, только если знаете этот проект и ожидаете именно эти фотографии: в таблицы и вырезанные лица попадёт всё, что там найдётся.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Открыть</translation>
    </message>
</context>
<context>
    <name>QueueBanner</name>
    <message>
        <source>Disagreements</source>
        <translation>Расхождения</translation>
    </message>
    <message>
        <source>Remove settled faces</source>
        <translation>Убрать решённые лица</translation>
    </message>
    <message>
        <source>Show all faces</source>
        <translation>Показать все лица</translation>
    </message>
    <message>
        <source>Faces with different labels by {0} and {1}: {2} of {3} settled</source>
        <translation>Лица с разными метками у {0} и {1}: решено {2} из {3}</translation>
    </message>
</context>
<context>
    <name>RecentPhotos</name>
    <message>
        <source>Nothing yet</source>
        <translation>Пока ничего</translation>
    </message>
</context>
<context>
    <name>Recorder</name>
    <message>
        <source>Save picture</source>
        <translation>Сохранить снимок</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;JPEG picture (*.jpg *.jpeg)</source>
        <translation>Рисунок PNG (*.png);;Рисунок JPEG (*.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>The picture could not be saved.</source>
        <translation>Не удалось сохранить снимок.</translation>
    </message>
    <message>
        <source>Saved {0}.</source>
        <translation>Сохранено: {0}.</translation>
    </message>
    <message>
        <source>Log estimates to a table</source>
        <translation>Записывать оценки в таблицу</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Таблица (*.csv)</translation>
    </message>
    <message>
        <source>Logging to {0}, without pictures.</source>
        <translation>Запись в {0}, без снимков.</translation>
    </message>
    <message>
        <source>The log {0} is complete.</source>
        <translation>Запись {0} завершена.</translation>
    </message>
    <message>
        <source>The log ends here.</source>
        <translation>Запись на этом заканчивается.</translation>
    </message>
</context>
<context>
    <name>RemarkPart</name>
    <message>
        <source>Comment ({0})</source>
        <translation>Заметка ({0})</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Заметка</translation>
    </message>
</context>
<context>
    <name>ReplayController</name>
    <message>
        <source>The table could not be checked.</source>
        <translation>Таблицу не удалось проверить.</translation>
    </message>
    <message>
        <source>Checking {0}</source>
        <translation>Проверяется {0}</translation>
    </message>
    <message>
        <source>Table checked: {0}</source>
        <translation>Таблица проверена: {0}</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Лицо</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>In the table</source>
        <translation>В таблице</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>What was out of the ordinary</source>
        <translation>Что оказалось необычным</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Копировать список</translation>
    </message>
</context>
<context>
    <name>ResultController</name>
    <message>
        <source>Now using {0}</source>
        <translation>Теперь используется {0}</translation>
    </message>
    <message>
        <source>The models are saved, but could not be evaluated.</source>
        <translation>Модели сохранены, но оценить их не удалось.</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>Open the full report</source>
        <translation>Открыть полный отчёт</translation>
    </message>
    <message>
        <source>Class against the model…</source>
        <translation>Класс против модели…</translation>
    </message>
    <message>
        <source>Guess ages of test faces before the models do</source>
        <translation>Угадывать возраст проверочных лиц раньше моделей</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>Обучить снова</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Evaluating on the test faces</source>
        <translation>Оценка на проверочных лицах</translation>
    </message>
    <message numerus="yes">
        <source>Which is better, on the same %Ln test faces?</source>
        <translation>
            <numerusform>Какая лучше на одном и том же %Ln проверочном лице?</numerusform>
            <numerusform>Какая лучше на одних и тех же %Ln проверочных лицах?</numerusform>
            <numerusform>Какая лучше на одних и тех же %Ln проверочных лицах?</numerusform>
        </translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Используется</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Использовать эту модель</translation>
    </message>
    <message>
        <source>Use this model in all other tabs</source>
        <translation>Использовать эту модель на всех остальных вкладках</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Удалена</translation>
    </message>
    <message>
        <source>This model is no longer on this computer</source>
        <translation>Этой модели больше нет на этом компьютере</translation>
    </message>
    <message>
        <source>The models of this training have been deleted</source>
        <translation>Модели этого обучения удалены</translation>
    </message>
    <message numerus="yes">
        <source>“Manage models” shows what the training found, on %Ln test faces.</source>
        <translation>
            <numerusform>В окне «Управление моделями» указано, что показало обучение на %Ln проверочном лице.</numerusform>
            <numerusform>В окне «Управление моделями» указано, что показало обучение на %Ln проверочных лицах.</numerusform>
            <numerusform>В окне «Управление моделями» указано, что показало обучение на %Ln проверочных лицах.</numerusform>
        </translation>
    </message>
    <message>
        <source>What the missing faces did</source>
        <translation>К чему привела нехватка лиц</translation>
    </message>
    <message numerus="yes">
        <source>%Ln training faces in place of {0}.</source>
        <translation>
            <numerusform>%Ln лицо для обучения вместо {0}.</numerusform>
            <numerusform>%Ln лица для обучения вместо {0}.</numerusform>
            <numerusform>%Ln лиц для обучения вместо {0}.</numerusform>
        </translation>
    </message>
    <message>
        <source>In brackets: 95 % intervals. A star marks a difference that is beyond chance.</source>
        <translation>В скобках — 95 % интервалы. Звёздочка отмечает разницу, которую нельзя объяснить случайностью.</translation>
    </message>
    <message>
        <source>The second network has learned from fewer faces altogether: the row “All other faces” shows what that alone does.</source>
        <translation>Вторая сеть училась на меньшем числе лиц: строка «Все остальные лица» показывает, к чему ведёт одно это.</translation>
    </message>
    <message>
        <source>{0}: labels and predicted genders</source>
        <translation>{0}: разметка и предсказанный пол</translation>
    </message>
    <message>
        <source>{0}: largest age errors</source>
        <translation>{0}: наибольшие ошибки возраста</translation>
    </message>
    <message>
        <source>{0}: gender differs from the label</source>
        <translation>{0}: пол не совпадает с меткой</translation>
    </message>
</context>
<context>
    <name>ResumeBanner</name>
    <message>
        <source>Unfinished training</source>
        <translation>Незаконченное обучение</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Возобновить</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Resume the interrupted training</source>
        <translation>Возобновить прерванное обучение</translation>
    </message>
    <message>
        <source>Discard the interrupted training</source>
        <translation>Удалить прерванное обучение</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0}; данные: {1}</translation>
    </message>
    <message>
        <source>A training was interrupted: {0}, {1}.</source>
        <translation>Обучение было прервано: {0}, {1}.</translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln epochs are done.</source>
        <translation>
            <numerusform>Готово {0} из %Ln эпохи.</numerusform>
            <numerusform>Готово {0} из %Ln эпох.</numerusform>
            <numerusform>Готово {0} из %Ln эпох.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are %Ln more.</source>
        <translation>
            <numerusform>Есть ещё %Ln.</numerusform>
            <numerusform>Есть ещё %Ln.</numerusform>
            <numerusform>Есть ещё %Ln.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewActions</name>
    <message>
        <source>Change the &amp;keys…</source>
        <translation>Сменить &amp;клавиши…</translation>
    </message>
    <message>
        <source>Change the &amp;reviewer…</source>
        <translation>Сменить &amp;проверяющего…</translation>
    </message>
    <message>
        <source>Show &amp;others&apos; labels</source>
        <translation>Показать метки &amp;других</translation>
    </message>
    <message>
        <source>&amp;Next face</source>
        <translation>&amp;Следующее лицо</translation>
    </message>
    <message>
        <source>&amp;Previous face</source>
        <translation>П&amp;редыдущее лицо</translation>
    </message>
    <message>
        <source>&amp;Female</source>
        <translation>&amp;Женский</translation>
    </message>
    <message>
        <source>&amp;Male</source>
        <translation>&amp;Мужской</translation>
    </message>
    <message>
        <source>&amp;Confirm and continue</source>
        <translation>Под&amp;твердить и дальше</translation>
    </message>
    <message>
        <source>Hide the model’s ans&amp;wers until you answer</source>
        <translation>Скрывать ответы &amp;модели, пока вы не ответили</translation>
    </message>
    <message>
        <source>Cannot &amp;tell</source>
        <translation>&amp;Не могу определить</translation>
    </message>
    <message>
        <source>Not a fa&amp;ce</source>
        <translation>Не &amp;лицо</translation>
    </message>
    <message>
        <source>C&amp;lear my answer</source>
        <translation>&amp;Очистить мой ответ</translation>
    </message>
    <message>
        <source>&amp;Add a missed face</source>
        <translation>&amp;Добавить пропущенное лицо</translation>
    </message>
    <message>
        <source>Mo&amp;ve or resize the box</source>
        <translation>Пере&amp;двинуть или изменить рамку</translation>
    </message>
    <message>
        <source>Com&amp;ment on the face</source>
        <translation>&amp;Заметка о лице</translation>
    </message>
    <message>
        <source>&amp;Discuss</source>
        <translation>&amp;Обсудить</translation>
    </message>
    <message>
        <source>&amp;Poor picture</source>
        <translation>&amp;Плохой снимок</translation>
    </message>
    <message>
        <source>&amp;Good example</source>
        <translation>&amp;Хороший пример</translation>
    </message>
    <message>
        <source>Un&amp;do</source>
        <translation>О&amp;тменить</translation>
    </message>
    <message>
        <source>R&amp;edo</source>
        <translation>&amp;Вернуть</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Увеличить</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>У&amp;меньшить</translation>
    </message>
    <message>
        <source>Close-&amp;up of the face</source>
        <translation>Лицо к&amp;рупно</translation>
    </message>
    <message>
        <source>&amp;Back to all faces</source>
        <translation>&amp;Назад ко всем лицам</translation>
    </message>
    <message>
        <source>Review a&amp;ge and gender</source>
        <translation>Проверять возраст &amp;и пол</translation>
    </message>
    <message>
        <source>Review gender &amp;only</source>
        <translation>Проверять только по&amp;л</translation>
    </message>
    <message>
        <source>Review age on&amp;ly</source>
        <translation>Проверять только во&amp;зраст</translation>
    </message>
    <message>
        <source>Label the face</source>
        <translation>Разметить лицо</translation>
    </message>
    <message>
        <source>Remarks on the face</source>
        <translation>Пометки о лице</translation>
    </message>
    <message>
        <source>Undo and redo</source>
        <translation>Отменить и повторить</translation>
    </message>
    <message>
        <source>Move between faces</source>
        <translation>Переход между лицами</translation>
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
        <translation>{0} из {1}</translation>
    </message>
</context>
<context>
    <name>ReviewCanvas</name>
    <message>
        <source>Photo under review</source>
        <translation>Проверяемое фото</translation>
    </message>
</context>
<context>
    <name>ReviewCommands</name>
    <message>
        <source>This project is open read-only.</source>
        <translation>Этот проект открыт только для чтения.</translation>
    </message>
</context>
<context>
    <name>ReviewLayout</name>
    <message>
        <source>Face {0}: {1}</source>
        <translation>Лицо {0}: {1}</translation>
    </message>
    <message>
        <source>This project is open in another window or write-protected: you can view everything, but change nothing.</source>
        <translation>Этот проект открыт в другом окне или защищён от записи: можно всё смотреть, но ничего не менять.</translation>
    </message>
    <message>
        <source>Drag a handle or the box, or use the keys: arrow keys move the box, Shift+arrow keys resize it, Enter keeps it, Escape cancels.</source>
        <translation>Тяните за маркер или за рамку. Или: стрелки двигают рамку, с Shift меняют её размер, Enter сохраняет, Escape отменяет.</translation>
    </message>
    <message>
        <source>Drag a box around the face, or use the keys: arrow keys move the box, Shift+arrow keys resize it, Enter adds it, Escape cancels.</source>
        <translation>Обведите лицо рамкой. Или: стрелки двигают рамку, с Shift меняют её размер, Enter добавляет, Escape отменяет.</translation>
    </message>
    <message>
        <source>Type digits for an age</source>
        <translation>Цифры вводят возраст</translation>
    </message>
    <message>
        <source>{0} confirms and continues</source>
        <translation>{0}: подтвердить и дальше</translation>
    </message>
    <message>
        <source>{0} goes back</source>
        <translation>{0}: назад</translation>
    </message>
    <message>
        <source>F1 shows all keys</source>
        <translation>F1: все клавиши</translation>
    </message>
</context>
<context>
    <name>ReviewNavigator</name>
    <message>
        <source>That was the last one.</source>
        <translation>Это было последнее.</translation>
    </message>
    <message>
        <source>This is the first one.</source>
        <translation>Это первое.</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>What to review</source>
        <translation>Что проверять</translation>
    </message>
    <message>
        <source>When off, you label without seeing what others answered</source>
        <translation>Выключено: вы размечаете, не видя ответов других</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Reviewer: {0}</source>
        <translation>Проверяющий: {0}</translation>
    </message>
    <message>
        <source>No reviewer named yet</source>
        <translation>Имя не указано</translation>
    </message>
    <message>
        <source>No other labels.</source>
        <translation>Других меток нет.</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>Type an age</source>
        <translation>Ввести возраст</translation>
    </message>
    <message>
        <source>0 to 9, Backspace</source>
        <translation>от 0 до 9, Backspace</translation>
    </message>
    <message>
        <source>Other faces of this photo</source>
        <translation>Другие лица этого фото</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Вверх, вниз</translation>
    </message>
    <message>
        <source>First and last face</source>
        <translation>Первое и последнее лицо</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Home и End</translation>
    </message>
    <message>
        <source>Move the enlarged photo</source>
        <translation>Двигать увеличенное фото</translation>
    </message>
    <message>
        <source>Shift+arrow keys</source>
        <translation>Shift и стрелки</translation>
    </message>
    <message>
        <source>Arrow keys, Shift+arrow keys</source>
        <translation>Стрелки, с Shift</translation>
    </message>
    <message>
        <source>Move or resize a box</source>
        <translation>Передвинуть рамку или изменить её размер</translation>
    </message>
    <message>
        <source>Model: {0}</source>
        <translation>Модель: {0}</translation>
    </message>
    <message>
        <source>Model: {0}, not the current one</source>
        <translation>Модель: {0}, не текущая</translation>
    </message>
    <message>
        <source>Was one missed? Press {0} and draw a box around it.</source>
        <translation>Лицо пропущено? Нажмите {0} и обведите его рамкой.</translation>
    </message>
</context>
<context>
    <name>ReviewerLine</name>
    <message>
        <source>Your name or initials, as they should appear in the table</source>
        <translation>Ваше имя или инициалы, как они будут стоять в таблице</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>ОК</translation>
    </message>
</context>
<context>
    <name>ReviewersDialog</name>
    <message>
        <source>Reviewers</source>
        <translation>Проверяющие</translation>
    </message>
    <message>
        <source>How faces are shared out</source>
        <translation>Как распределены лица</translation>
    </message>
    <message>
        <source>Every face is for everybody</source>
        <translation>Каждое лицо — для всех</translation>
    </message>
    <message>
        <source>Photos in turn</source>
        <translation>Фото по очереди</translation>
    </message>
    <message>
        <source>By folder</source>
        <translation>По папкам</translation>
    </message>
    <message>
        <source>Names of the reviewers, separated by commas</source>
        <translation>Имена проверяющих через запятую</translation>
    </message>
    <message>
        <source>Share out</source>
        <translation>Распределить</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Проверяющий</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Проверено</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Of their faces</source>
        <translation>Из своих</translation>
    </message>
    <message>
        <source>Per face</source>
        <translation>На лицо</translation>
    </message>
    <message>
        <source>Progress of the reviewers</source>
        <translation>Продвижение проверяющих</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Столбцы</translation>
    </message>
    <message>
        <source>Folders and their reviewers</source>
        <translation>Папки и их проверяющие</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Для кого</translation>
    </message>
    <message>
        <source>(the folder itself)</source>
        <translation>(сама папка)</translation>
    </message>
    <message>
        <source>Reviewer of {0}</source>
        <translation>Проверяющий папки {0}</translation>
    </message>
    <message>
        <source>Time adds up what lies between two answers, except pauses of more than two minutes.</source>
        <translation>Время — сумма промежутков между ответами, кроме перерывов дольше двух минут.</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Никто</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} из {1}</translation>
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
        <translation>Лица этого раунда</translation>
    </message>
    <message>
        <source>The class</source>
        <translation>Класс</translation>
    </message>
    <message>
        <source>{0} was nearest: {1} years off on average.</source>
        <translation>Ближе всех: {0}, ошибка в среднем {1} года.</translation>
    </message>
    <message>
        <source>A draw between {0}: {1} years off on average.</source>
        <translation>Ничья ({0}): ошибка в среднем {1} года.</translation>
    </message>
    <message>
        <source>{0}: {1} years off on average.</source>
        <translation>{0}: ошибка в среднем {1} года.</translation>
    </message>
    <message>
        <source>So few faces say little: another round may end differently.</source>
        <translation>Столько лиц мало о чём говорит: другой раунд может закончиться иначе.</translation>
    </message>
    <message>
        <source>Nobody can tell whether a model was trained on some of these faces.</source>
        <translation>Неизвестно, не обучали ли модель на некоторых из этих лиц.</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Лицо</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Метка</translation>
    </message>
    <message>
        <source>{0} (off by {1})</source>
        <translation>{0} (ошибка {1})</translation>
    </message>
</context>
<context>
    <name>RoundStartPage</name>
    <message>
        <source>A face is shown, and the class says how old it looks. Then come the answers of the models and the label. Whoever is nearer on average wins. The faces were kept for the test: no model has been trained on them.</source>
        <translation>Показывают лицо, и класс говорит, на сколько лет оно выглядит. Затем появляются ответы моделей и метка. Побеждает тот, кто в среднем ближе. Эти лица оставлены для проверки: ни одну модель на них не обучали.</translation>
    </message>
    <message>
        <source>Number of faces</source>
        <translation>Количество лиц</translation>
    </message>
    <message>
        <source>Start the round</source>
        <translation>Начать раунд</translation>
    </message>
</context>
<context>
    <name>RunHeader</name>
    <message>
        <source>Progress of the training</source>
        <translation>Ход обучения</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Возобновить</translation>
    </message>
    <message>
        <source>Stop and keep the best so far</source>
        <translation>Остановить и оставить лучшее</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Pictures of the networks</source>
        <translation>Рисунки сетей</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Слои</translation>
    </message>
    <message>
        <source>Filters and activations</source>
        <translation>Фильтры и активации</translation>
    </message>
    <message>
        <source>Set up another training</source>
        <translation>Настроить другое обучение</translation>
    </message>
    <message>
        <source>Training views</source>
        <translation>Виды обучения</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>Under the hood</source>
        <translation>Под капотом</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Кривые</translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>Earlier runs</source>
        <translation>Прежние обучения</translation>
    </message>
    <message>
        <source>Last at work</source>
        <translation>Последняя работа</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Сеть</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Эпохи</translation>
    </message>
    <message>
        <source>Age error (years)</source>
        <translation>Ошибка возраста (лет)</translation>
    </message>
    <message>
        <source>Gender accuracy</source>
        <translation>Точность пола</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>На диске</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Строки</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Столбцы</translation>
    </message>
    <message>
        <source>Tick it to draw its curves below</source>
        <translation>Отметьте, чтобы его кривые появились ниже</translation>
    </message>
</context>
<context>
    <name>RunsController</name>
    <message>
        <source>The class cannot play against this run.</source>
        <translation>Сыграть против этого обучения нельзя.</translation>
    </message>
    <message>
        <source>This frees {0} and cannot be undone.</source>
        <translation>Это освободит {0}, отменить нельзя.</translation>
    </message>
    <message>
        <source>The models that these runs made and the prepared faces are kept.</source>
        <translation>Модели, которые получились из этих обучений, и подготовленные лица остаются.</translation>
    </message>
    <message>
        <source>What is not finished cannot be continued afterwards.</source>
        <translation>Незаконченное после этого нельзя будет продолжить.</translation>
    </message>
    <message>
        <source>Delete runs</source>
        <translation>Удаление обучений</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>The runs are deleted; {0} are free again.</source>
        <translation>Обучения удалены; освобождено {0}.</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>Earlier runs</source>
        <translation>Прежние обучения</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Tick runs in the list to see their curves together.</source>
        <translation>Отметьте обучения в списке, чтобы увидеть их кривые вместе.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Открыть</translation>
    </message>
    <message>
        <source>Show the curves, the faces and the result of this run</source>
        <translation>Показать кривые, лица и результат этого обучения</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Продолжить</translation>
    </message>
    <message>
        <source>Train the epochs that were planned and are not done yet</source>
        <translation>Пройти запланированные эпохи, которые ещё не сделаны</translation>
    </message>
    <message>
        <source>Choose one run to train on</source>
        <translation>Выберите одно обучение, которое нужно продолжить</translation>
    </message>
    <message>
        <source>Train the model of this run on the same faces, in small steps; this makes another model</source>
        <translation>Доучить модель этого обучения на тех же лицах малыми шагами; получится ещё одна модель</translation>
    </message>
    <message>
        <source>This run is not at its end: continue it first</source>
        <translation>Это обучение не закончено: сначала продолжите его</translation>
    </message>
    <message>
        <source>This run made several models: to train one of them on, begin a training and choose it under Start from</source>
        <translation>Это обучение создало несколько моделей: чтобы обучать одну из них дальше, начните обучение и выберите её в поле «С чего начать»</translation>
    </message>
    <message>
        <source>This run has left no model to train on</source>
        <translation>От этого обучения не осталось модели, которую можно обучать дальше</translation>
    </message>
    <message>
        <source>Class against the &amp;model…</source>
        <translation>Класс против &amp;модели…</translation>
    </message>
    <message>
        <source>Guess ages of test faces before the models of this run do</source>
        <translation>Угадывать возраст проверочных лиц раньше моделей этого обучения</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Удалить…</translation>
    </message>
    <message>
        <source>No run is kept on this computer yet.</source>
        <translation>На этом компьютере ещё нет ни одного обучения.</translation>
    </message>
</context>
<context>
    <name>ScoreTable</name>
    <message>
        <source>The class</source>
        <translation>Класс</translation>
    </message>
    <message>
        <source>Answers and score</source>
        <translation>Ответы и счёт</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Возраст</translation>
    </message>
    <message>
        <source>Off by</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>В среднем</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Ближе всех</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Найти</translation>
    </message>
</context>
<context>
    <name>SeekBar</name>
    <message>
        <source>Place in the video</source>
        <translation>Место в видео</translation>
    </message>
    <message>
        <source>Left and Right: one second. Page Up and Page Down: ten</source>
        <translation>Влево и вправо: одна секунда. Page Up и Page Down: десять</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>Selected faces</source>
        <translation>Выделенные лица</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>Выделено: %Ln</numerusform>
            <numerusform>Выделено: %Ln</numerusform>
            <numerusform>Выделено: %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionController</name>
    <message>
        <source>Enter your name or initials first.</source>
        <translation>Сначала введите своё имя или инициалы.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces labelled.</source>
        <translation>
            <numerusform>Размечено %Ln лицо.</numerusform>
            <numerusform>Размечено %Ln лица.</numerusform>
            <numerusform>Размечено %Ln лиц.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln had this answer already.</source>
        <translation>
            <numerusform>У %Ln лица этот ответ уже был.</numerusform>
            <numerusform>У %Ln лиц этот ответ уже был.</numerusform>
            <numerusform>У %Ln лиц этот ответ уже был.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln have no answer to confirm.</source>
        <translation>
            <numerusform>У %Ln лица нет ответа, который можно подтвердить.</numerusform>
            <numerusform>У %Ln лиц нет ответа, который можно подтвердить.</numerusform>
            <numerusform>У %Ln лиц нет ответа, который можно подтвердить.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>The model “{0}”, which was in use, is no longer installed. The current model is {1} now.</source>
        <translation>Использовавшаяся модель «{0}» больше не установлена. Теперь текущая модель — {1}.</translation>
    </message>
    <message>
        <source>The model could not be loaded.</source>
        <translation>Не удалось загрузить модель.</translation>
    </message>
</context>
<context>
    <name>ShakeCurves</name>
    <message>
        <source>Apparent age over the way of the slider</source>
        <translation>Возраст на вид на всём пути ползунка</translation>
    </message>
    <message>
        <source>Perceived gender over the way of the slider</source>
        <translation>Воспринимаемый пол на всём пути ползунка</translation>
    </message>
    <message>
        <source>Apparent age with its range, years</source>
        <translation>Возраст на вид с диапазоном, лет</translation>
    </message>
    <message>
        <source>Probability of “female”, %; hollow: not sure</source>
        <translation>Вероятность «женский», %; пустые точки: «не уверена»</translation>
    </message>
</context>
<context>
    <name>ShakeSliders</name>
    <message>
        <source>Light</source>
        <translation>Свет</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>Размытость</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Поворот</translation>
    </message>
    <message>
        <source>Size of the face</source>
        <translation>Размер лица</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Маска</translation>
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
        <translation>Проверка на устойчивость</translation>
    </message>
    <message>
        <source>The photo around the face</source>
        <translation>Фото вокруг лица</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>Что видит сеть</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Сбросить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Nothing of this is stored.</source>
        <translation>Ничего из этого не сохраняется.</translation>
    </message>
</context>
<context>
    <name>ShakenAnswer</name>
    <message>
        <source>Apparent age</source>
        <translation>Возраст на вид</translation>
    </message>
    <message>
        <source>Perceived gender (from appearance)</source>
        <translation>Воспринимаемый пол (по внешности)</translation>
    </message>
    <message>
        <source>as it is: {0}</source>
        <translation>без изменений: {0}</translation>
    </message>
    <message>
        <source>AgeLens finds no face in such a photo.</source>
        <translation>На таком фото AgeLens не находит лица.</translation>
    </message>
    <message>
        <source>Hard to read: the range is {0} times as wide as for a clear face.</source>
        <translation>Лицо трудно разобрать: диапазон шире, чем для чёткого лица, в {0} раза.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Сочетания клавиш</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Правка</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>With the photo in front</source>
        <translation>С фото впереди</translation>
    </message>
    <message>
        <source>Previous or next photo</source>
        <translation>Предыдущее или следующее фото</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Влево, вправо</translation>
    </message>
    <message>
        <source>First or last photo</source>
        <translation>Первое или последнее фото</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Home и End</translation>
    </message>
    <message>
        <source>Previous or next face</source>
        <translation>Предыдущее или следующее лицо</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Вверх, вниз</translation>
    </message>
    <message>
        <source>Move the enlarged photo</source>
        <translation>Двигать увеличенное фото</translation>
    </message>
    <message>
        <source>Shift with arrow keys</source>
        <translation>Shift и стрелки</translation>
    </message>
    <message>
        <source>Zoom, fit, actual size</source>
        <translation>Масштаб, по окну, настоящий размер</translation>
    </message>
    <message>
        <source>+  −  0  1, or the wheel</source>
        <translation>+  −  0  1 или колесо мыши</translation>
    </message>
</context>
<context>
    <name>Slideshow</name>
    <message>
        <source>Slideshow</source>
        <translation>Показ слайдов</translation>
    </message>
</context>
<context>
    <name>SnapshotDialog</name>
    <message>
        <source>Take a webcam picture</source>
        <translation>Снимок с веб-камеры</translation>
    </message>
    <message>
        <source>CAMERA ON</source>
        <translation>КАМЕРА ВКЛЮЧЕНА</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>Сделать снимок</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>The picture stays in the memory of this computer.</source>
        <translation>Снимок остаётся в памяти этого компьютера.</translation>
    </message>
</context>
<context>
    <name>StartChoice</name>
    <message>
        <source>Start from</source>
        <translation>С чего начать</translation>
    </message>
    <message>
        <source>Nothing: train from scratch</source>
        <translation>С нуля</translation>
    </message>
    <message>
        <source>The first predictions are random; learning takes thousands of faces.</source>
        <translation>Первые предсказания случайны; чтобы научиться, нужны тысячи лиц.</translation>
    </message>
    <message>
        <source>An installed model</source>
        <translation>С установленной модели</translation>
    </message>
    <message>
        <source>Model to start from</source>
        <translation>Модель, с которой начать</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Модели</translation>
    </message>
    <message>
        <source>Fine-tuning: the model keeps what it has learned and adapts to these faces. It needs at least {0} labelled faces; a few hundred are better.</source>
        <translation>Дообучение: модель сохраняет то, чему научилась, и приспосабливается к этим лицам. Размеченных лиц нужно не меньше {0}; лучше несколько сотен.</translation>
    </message>
    <message>
        <source>Not available for a duel: to be fair, both networks start from scratch.</source>
        <translation>Недоступно для дуэли: чтобы было честно, обе сети начинают с нуля.</translation>
    </message>
    <message>
        <source>There is no model of this architecture yet: train one from scratch first.</source>
        <translation>Модели этой архитектуры ещё нет: сначала обучите её с нуля.</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>No folder is open</source>
        <translation>Папка не открыта</translation>
    </message>
    <message>
        <source>Label a whole folder</source>
        <translation>Разметить целую папку</translation>
    </message>
    <message>
        <source>Every face gets an apparent age and a perceived gender, which you can then review. Drop a folder or a project here, or choose one. Your photos are never changed.</source>
        <translation>Каждое лицо получает возраст на вид и воспринимаемый пол, которые вы потом можете проверить. Перетащите сюда папку или проект или выберите их. Ваши фото никогда не меняются.</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Недавние проекты</translation>
    </message>
    <message>
        <source>Photos and video never leave this computer.</source>
        <translation>Фото и видео никогда не покидают этот компьютер.</translation>
    </message>
</context>
<context>
    <name>SubfolderBanner</name>
    <message>
        <source>Photos in subfolders</source>
        <translation>Фотографии во вложенных папках</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Open the photos in subfolders, too</source>
        <translation>Открыть и фотографии во вложенных папках</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Не сейчас</translation>
    </message>
    <message>
        <source>Do not open the photos in subfolders</source>
        <translation>Не открывать фотографии во вложенных папках</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos here</source>
        <translation>
            <numerusform>Здесь %Ln фото</numerusform>
            <numerusform>Здесь %Ln фото</numerusform>
            <numerusform>Здесь %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in subfolders: open them too?</source>
        <translation>
            <numerusform>во вложенных папках — %Ln: открыть и его?</numerusform>
            <numerusform>во вложенных папках — %Ln: открыть и их?</numerusform>
            <numerusform>во вложенных папках — %Ln: открыть и их?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SurenessCurve</name>
    <message>
        <source>Errors against the share answered</source>
        <translation>Ошибки и доля ответов</translation>
    </message>
    <message>
        <source>answered (across), wrong among them (up)</source>
        <translation>отвечено (вправо), из них неверно (вверх)</translation>
    </message>
</context>
<context>
    <name>SurenessDialog</name>
    <message>
        <source>Not sure below</source>
        <translation>Не уверена ниже</translation>
    </message>
    <message>
        <source>Let the model’s own rule decide</source>
        <translation>Решает собственное правило модели</translation>
    </message>
    <message>
        <source>Lowest score that counts as an answer</source>
        <translation>Наименьший балл, который считается ответом</translation>
    </message>
    <message>
        <source>For the curve of errors, state the gender of more faces: at least {0} that would be answered are needed.</source>
        <translation>Чтобы нарисовать кривую ошибок, укажите пол большего числа лиц: нужно не меньше {0} таких, на которые был бы дан ответ.</translation>
    </message>
    <message>
        <source>The model’s rule also looks at how readable a face is: it is not sure sooner where a face is blurred, dark or covered.</source>
        <translation>Правило модели учитывает и то, насколько разборчиво лицо: она раньше не уверена, если лицо размыто, темно или закрыто.</translation>
    </message>
    <message>
        <source>No face here has a score.</source>
        <translation>Ни у одного лица здесь нет балла.</translation>
    </message>
    <message>
        <source>{0} % of all faces would be answered.</source>
        <translation>Ответ был бы дан на {0} % всех лиц.</translation>
    </message>
    <message>
        <source>Of the faces whose gender you stated, {0} % would be answered, {1} % of them wrongly.</source>
        <translation>Из лиц, пол которых указали вы, ответ был бы дан на {0} %, из них неверно — {1} %.</translation>
    </message>
</context>
<context>
    <name>SystemDevices</name>
    <message>
        <source>This camera is no longer connected. Camera: {0}</source>
        <translation>Этой камеры больше нет. Камера: {0}</translation>
    </message>
</context>
<context>
    <name>TrainingActions</name>
    <message>
        <source>Choose &amp;folder of faces…</source>
        <translation>Выбрать &amp;папку с лицами…</translation>
    </message>
    <message>
        <source>Choose &amp;archive or table…</source>
        <translation>Выбрать &amp;архив или таблицу…</translation>
    </message>
    <message>
        <source>&amp;Start training</source>
        <translation>&amp;Начать обучение</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>П&amp;ауза</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Возобновить</translation>
    </message>
    <message>
        <source>S&amp;top and keep the best so far</source>
        <translation>&amp;Остановить и оставить лучшее</translation>
    </message>
    <message>
        <source>&amp;Earlier runs</source>
        <translation>&amp;Прежние обучения</translation>
    </message>
    <message>
        <source>Under the &amp;hood</source>
        <translation>Под &amp;капотом</translation>
    </message>
</context>
<context>
    <name>TrainingPage</name>
    <message>
        <source>The training cannot start.</source>
        <translation>Не удалось начать обучение.</translation>
    </message>
    <message>
        <source>A training is running. Only photos can be dropped here meanwhile: they go on the face wall.</source>
        <translation>Идёт обучение. Пока оно идёт, сюда можно перетащить только фотографии: они попадут на стену лиц.</translation>
    </message>
    <message>
        <source>A training is running. Stop it before you choose other faces.</source>
        <translation>Идёт обучение: остановите его, прежде чем выбирать другие лица.</translation>
    </message>
    <message>
        <source>The model that this run made has been deleted.</source>
        <translation>Модель, получившаяся из этого обучения, удалена.</translation>
    </message>
    <message>
        <source>Training: {0} on {1}</source>
        <translation>Обучение: {0}; данные: {1}</translation>
    </message>
    <message>
        <source>AgeLens keeps the best model so far. You can continue the training later: it is listed under “Earlier runs”.</source>
        <translation>AgeLens сохраняет лучшую модель на этот момент. Обучение можно продолжить позже: оно стоит среди прежних обучений.</translation>
    </message>
    <message>
        <source>Stop this training?</source>
        <translation>Остановить обучение?</translation>
    </message>
    <message>
        <source>Stop and keep the best so far</source>
        <translation>Остановить и оставить лучшее</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>Продолжать обучение</translation>
    </message>
    <message numerus="yes">
        <source>This deletes %Ln trained epochs, which cannot be undone.</source>
        <translation>
            <numerusform>Будет удалена %Ln обученная эпоха; отменить это нельзя.</numerusform>
            <numerusform>Будут удалены %Ln обученные эпохи; отменить это нельзя.</numerusform>
            <numerusform>Будет удалено %Ln обученных эпох; отменить это нельзя.</numerusform>
        </translation>
    </message>
    <message>
        <source>No epoch was finished. It cannot be resumed afterwards.</source>
        <translation>Ни одна эпоха не завершена. После этого продолжить обучение будет нельзя.</translation>
    </message>
    <message>
        <source>Discard the interrupted training?</source>
        <translation>Удалить прерванное обучение?</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>TrainingSetupPage</name>
    <message>
        <source>How long</source>
        <translation>Как долго</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Другие настройки</translation>
    </message>
    <message>
        <source>Combined</source>
        <translation>Совместная</translation>
    </message>
    <message>
        <source>Separate</source>
        <translation>Раздельные</translation>
    </message>
    <message>
        <source>Both as a duel</source>
        <translation>Обе, дуэль</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Рекомендуемая</translation>
    </message>
    <message>
        <source>Which network</source>
        <translation>Какая сеть</translation>
    </message>
    <message>
        <source>One network with two outputs: age and gender share the same features.</source>
        <translation>Одна сеть с двумя выходами: возраст и пол используют общие признаки.</translation>
    </message>
    <message>
        <source>Two independent networks: one for age, one for gender.</source>
        <translation>Две независимые сети: одна для возраста, другая для пола.</translation>
    </message>
    <message>
        <source>Both are trained in turns on the same faces: see which one learns better.</source>
        <translation>Обе обучаются по очереди на одних и тех же лицах: видно, какая учится лучше.</translation>
    </message>
    <message>
        <source>Our own deeper network, the most accurate one in AgeLens; it also states how certain it is.</source>
        <translation>Наша более глубокая сеть, самая точная в AgeLens; она сообщает и свою уверенность.</translation>
    </message>
    <message numerus="yes">
        <source>Too few faces to train on: %Ln can be used; at least {0} are needed.</source>
        <translation>
            <numerusform>Слишком мало лиц для обучения: годится %Ln, нужно не меньше {0}.</numerusform>
            <numerusform>Слишком мало лиц для обучения: годятся %Ln, нужно не меньше {0}.</numerusform>
            <numerusform>Слишком мало лиц для обучения: годятся %Ln, нужно не меньше {0}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Starting from a model takes at least {0} labelled faces; there are %Ln.</source>
        <translation>
            <numerusform>Чтобы начать с модели, нужно не меньше {0} размеченных лиц; есть %Ln.</numerusform>
            <numerusform>Чтобы начать с модели, нужно не меньше {0} размеченных лиц; есть %Ln.</numerusform>
            <numerusform>Чтобы начать с модели, нужно не меньше {0} размеченных лиц; есть %Ln.</numerusform>
        </translation>
    </message>
    <message>
        <source>First choose a folder, an archive or a table.</source>
        <translation>Сначала выберите папку, архив или таблицу.</translation>
    </message>
    <message>
        <source>starts from {0}</source>
        <translation>начинает с {0}</translation>
    </message>
    <message>
        <source>Not available for both networks as a duel: choose one network.</source>
        <translation>Недоступно, когда обе сети обучаются как дуэль: выберите одну сеть.</translation>
    </message>
    <message>
        <source>Not available when starting from a model: it has seen the whole group already.</source>
        <translation>Недоступно, если начинать с модели: она уже видела всю группу.</translation>
    </message>
</context>
<context>
    <name>TrainingTab</name>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>A training was interrupted. You can resume it in the Training tab.</source>
        <translation>Обучение было прервано. Его можно продолжить на вкладке «Обучение».</translation>
    </message>
</context>
<context>
    <name>UnfitModelDialog</name>
    <message>
        <source>A model trained without a group</source>
        <translation>Модель, обученная без группы</translation>
    </message>
    <message>
        <source>This model was trained on purpose with a part of a group left out, so it is worse for that group than it need be. Use it in all tabs anyway?</source>
        <translation>При обучении этой модели часть группы намеренно убрана, поэтому для этой группы она хуже, чем могла бы быть. Всё равно использовать её на всех вкладках?</translation>
    </message>
    <message>
        <source>A model trained on drawings</source>
        <translation>Модель, обученная на рисунках</translation>
    </message>
    <message>
        <source>This model was trained on drawn faces, so its results on photos are meaningless. Use it in all tabs anyway?</source>
        <translation>Эта модель обучена на нарисованных лицах, поэтому её результаты на фото ничего не значат. Всё равно использовать её на всех вкладках?</translation>
    </message>
    <message>
        <source>Use anyway</source>
        <translation>Всё равно использовать</translation>
    </message>
    <message>
        <source>Keep the current model</source>
        <translation>Оставить текущую</translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>A few photos</source>
        <translation>Несколько фото</translation>
    </message>
    <message>
        <source>Drop them on the window: every face gets its box.</source>
        <translation>Перетащите их на окно: каждое лицо получит рамку.</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>Открыть фото</translation>
    </message>
    <message>
        <source>A whole folder</source>
        <translation>Целая папка</translation>
    </message>
    <message>
        <source>Label every face, review the results and save a table.</source>
        <translation>Разметить каждое лицо, проверить результаты и сохранить таблицу.</translation>
    </message>
    <message>
        <source>Label a folder</source>
        <translation>Разметить папку</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Вживую</translation>
    </message>
    <message>
        <source>Boxes follow the faces in front of the camera; nothing is saved automatically.</source>
        <translation>Рамки следуют за лицами перед камерой; автоматически ничего не сохраняется.</translation>
    </message>
    <message>
        <source>Open camera</source>
        <translation>Открыть камеру</translation>
    </message>
    <message>
        <source>Learn how it learns</source>
        <translation>Как она учится</translation>
    </message>
    <message>
        <source>Watch two networks train, on drawn faces or on your own.</source>
        <translation>Смотрите, как учатся две сети, на нарисованных или ваших лицах.</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>Обучить модель</translation>
    </message>
</context>
<context>
    <name>WebcamActions</name>
    <message>
        <source>&amp;Start camera</source>
        <translation>&amp;Включить камеру</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>П&amp;ауза</translation>
    </message>
    <message>
        <source>S&amp;top and switch the camera off</source>
        <translation>&amp;Остановить и выключить камеру</translation>
    </message>
    <message>
        <source>&amp;Open video file…</source>
        <translation>Открыть ви&amp;деофайл…</translation>
    </message>
    <message>
        <source>&amp;Save picture with boxes…</source>
        <translation>&amp;Сохранить снимок с рамками…</translation>
    </message>
    <message>
        <source>Save picture &amp;without boxes…</source>
        <translation>Сохранить снимок &amp;без рамок…</translation>
    </message>
    <message>
        <source>&amp;Log estimates to a table (CSV)…</source>
        <translation>&amp;Записывать оценки в таблицу (CSV)…</translation>
    </message>
    <message>
        <source>&amp;Mirror the picture</source>
        <translation>Зер&amp;кально</translation>
    </message>
    <message>
        <source>&amp;Blur until people agree</source>
        <translation>&amp;Размывать до согласия</translation>
    </message>
    <message>
        <source>Blur &amp;everyone again</source>
        <translation>С&amp;нова размыть всех</translation>
    </message>
    <message>
        <source>Start &amp;again when this tab is back on screen</source>
        <translation>Включать снова, ко&amp;гда вкладка опять на экране</translation>
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
        <translation>Выберите камеру</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Пуск</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>Blur until people agree</source>
        <translation>Размывать до согласия</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>Нет камеры</translation>
    </message>
</context>
<context>
    <name>WebcamPage</name>
    <message>
        <source>Videos (*.mp4 *.mov *.m4v *.avi *.mkv *.webm *.mpg *.mpeg *.wmv)</source>
        <translation>Видео (*.mp4 *.mov *.m4v *.avi *.mkv *.webm *.mpg *.mpeg *.wmv)</translation>
    </message>
    <message>
        <source>Open video file</source>
        <translation>Открыть видеофайл</translation>
    </message>
    <message>
        <source>The video continues without estimates.</source>
        <translation>Видео идёт дальше без оценок.</translation>
    </message>
    <message>
        <source>PAUSED</source>
        <translation>ПАУЗА</translation>
    </message>
    <message>
        <source>VIDEO FILE</source>
        <translation>ВИДЕОФАЙЛ</translation>
    </message>
    <message>
        <source>CAMERA ON</source>
        <translation>КАМЕРА ВКЛЮЧЕНА</translation>
    </message>
</context>
<context>
    <name>WebcamStatusBar</name>
    <message>
        <source>Click a face to show it, or move to it with the arrow keys and press Space.</source>
        <translation>Щёлкните лицо, чтобы показать его, или перейдите к нему стрелками и нажмите пробел.</translation>
    </message>
    <message>
        <source>Paused. Start goes on from this picture.</source>
        <translation>Пауза. «Пуск» продолжит с этого кадра.</translation>
    </message>
    <message>
        <source>Paused: the camera is off; this is its last picture.</source>
        <translation>Пауза: камера выключена, это её последний кадр.</translation>
    </message>
    <message>
        <source>The model is being loaded…</source>
        <translation>Модель загружается…</translation>
    </message>
    <message>
        <source>No model is in use.</source>
        <translation>Модель не выбрана.</translation>
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
        <translation>От лица к лицу</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Влево, вправо</translation>
    </message>
    <message>
        <source>Show this face, or blur it again</source>
        <translation>Показать это лицо или снова размыть</translation>
    </message>
    <message>
        <source>Space, Return</source>
        <translation>Пробел, Enter</translation>
    </message>
</context>
<context>
    <name>WebcamView</name>
    <message>
        <source>Live picture</source>
        <translation>Живая картинка</translation>
    </message>
</context>
<context>
    <name>WelcomeDialog</name>
    <message>
        <source>Welcome to AgeLens</source>
        <translation>Добро пожаловать в AgeLens</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>No photo is open</source>
        <translation>Фото не открыто</translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation>Перетащите фото сюда</translation>
    </message>
    <message>
        <source>or a folder of photos: JPEG, PNG, HEIC, WebP, TIFF and more</source>
        <translation>или папку с фото: JPEG, PNG, HEIC, WebP, TIFF и другие</translation>
    </message>
</context>
<context>
    <name>_KeyTable</name>
    <message>
        <source>Actions and their keys</source>
        <translation>Действия и их клавиши</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Клавиша</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Действие</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Столбцы</translation>
    </message>
</context>
<context>
    <name>_Panel</name>
    <message>
        <source>Epoch</source>
        <translation>Эпоха</translation>
    </message>
</context>
<context>
    <name>_Promise</name>
    <message>
        <source>Photos and video never leave this computer.</source>
        <translation>Фото и видео никогда не покидают этот компьютер.</translation>
    </message>
    <message>
        <source>No account, no download, no network.</source>
        <translation>Без учётной записи, без загрузок, без сети.</translation>
    </message>
</context>
<context>
    <name>_RecentCard</name>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Open the project {0}</source>
        <translation>Открыть проект {0}</translation>
    </message>
    <message>
        <source>Remove from this list; the project itself stays</source>
        <translation>Убрать из этого списка; сам проект остаётся</translation>
    </message>
    <message>
        <source>Remove {0} from this list</source>
        <translation>Убрать {0} из этого списка</translation>
    </message>
</context>
<context>
    <name>below</name>
    <message>
        <source>This file is not a picture that AgeLens can read, or it is damaged.</source>
        <translation>AgeLens не может прочитать этот файл как изображение, или он повреждён.</translation>
    </message>
    <message>
        <source>There is not enough free memory to open this picture.</source>
        <translation>Не хватает свободной памяти, чтобы открыть это изображение.</translation>
    </message>
    <message>
        <source>This file was changed while AgeLens was looking at it.</source>
        <translation>Файл изменился, пока AgeLens его читал.</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>Этот файл пуст.</translation>
    </message>
    <message>
        <source>This picture is empty.</source>
        <translation>Это изображение пусто.</translation>
    </message>
    <message>
        <source>This is a folder, not a picture.</source>
        <translation>Это папка, а не изображение.</translation>
    </message>
    <message>
        <source>This is a device or a pipe, not a picture file.</source>
        <translation>Это устройство или канал, а не файл изображения.</translation>
    </message>
    <message>
        <source>This file is not there, or not there any more.</source>
        <translation>Этого файла нет или больше нет.</translation>
    </message>
    <message>
        <source>A cluster&apos;s address looks like tls://host:8786 (its scheduler, with the port), local:4 (so many workers on this computer), local or slurm.</source>
        <translation>Адрес кластера выглядит так: tls://host:8786 (его планировщик и порт), local:4 (столько рабочих процессов на этом компьютере), local или slurm.</translation>
    </message>
    <message>
        <source>This table is larger than {most}.</source>
        <translation>Эта таблица больше {most}.</translation>
    </message>
    <message>
        <source>This table lacks a column: it needs path (or image_path, file) and age (or both of age_low and age_high) or gender; in a table by AgeLens, human_age or human_gender.</source>
        <translation>В этой таблице не хватает столбца: нужны path (или image_path, file) и age (или age_low вместе с age_high) либо gender; в таблице AgeLens — human_age или human_gender.</translation>
    </message>
    <message>
        <source>Too few faces to tell which is better at age: {count}.</source>
        <translation>Слишком мало лиц, чтобы сказать, какая модель точнее по возрасту: {count}.</translation>
    </message>
    <message>
        <source>Too few faces to tell which is better at gender: {count}.</source>
        <translation>Слишком мало лиц, чтобы сказать, какая модель точнее по полу: {count}.</translation>
    </message>
    <message>
        <source>Two models can only be compared on the same faces with the same labels.</source>
        <translation>Две модели можно сравнить только на одних и тех же лицах с одинаковыми метками.</translation>
    </message>
    <message>
        <source>You have no permission to read this file.</source>
        <translation>У вас нет права читать этот файл.</translation>
    </message>
    <message>
        <source>The box of this face lies outside the picture.</source>
        <translation>Рамка этого лица лежит вне изображения.</translation>
    </message>
    <message>
        <source>A .keras file can be made of models whose architecture this program has: {known}.</source>
        <translation>Файл .keras можно сделать только из моделей, архитектура которых есть в программе: {known}.</translation>
    </message>
    <message>
        <source>A batch of {size} faces cannot be shared evenly among {count} devices: choose a multiple of {count} as --batch-size.</source>
        <translation>Пакет из {size} лиц нельзя поровну разделить между устройствами, их {count}: задайте --batch-size, кратный {count}.</translation>
    </message>
    <message>
        <source>A drawn set needs at least one face of 16 pixels.</source>
        <translation>Набору нарисованных лиц нужно хотя бы одно лицо в 16 пикселей.</translation>
    </message>
    <message>
        <source>A duel starts from scratch: to start from a model, train one architecture.</source>
        <translation>Дуэль начинается с нуля: чтобы начать с модели, обучайте одну архитектуру.</translation>
    </message>
    <message>
        <source>A face needs an age or a gender.</source>
        <translation>Лицу нужен возраст или пол.</translation>
    </message>
    <message>
        <source>A gender label must be 0 (male) or 1 (female).</source>
        <translation>Метка пола должна быть 0 (мужской) или 1 (женский).</translation>
    </message>
    <message>
        <source>A gender to be thinned is spelt female or male.</source>
        <translation>Пол, который нужно проредить, пишется female или male.</translation>
    </message>
    <message>
        <source>A group to be thinned is spelt age=60+:10%, gender=female:10% or group=NAME:10%, and faces of any kind any:10%, where the share is what stays.</source>
        <translation>Группа, которую прореживают, записывается так: age=60+:10%, gender=female:10% или group=ИМЯ:10%, а любые лица — any:10%; доля указывает, сколько остаётся.</translation>
    </message>
    <message>
        <source>A link of this name leads to a file in another folder, which would be overwritten: choose another name, or the file itself.</source>
        <translation>Ссылка с этим именем ведёт к файлу в другой папке, и он был бы перезаписан: выберите другое имя или сам файл.</translation>
    </message>
    <message>
        <source>A link or a device is not unpacked.</source>
        <translation>Ссылка или устройство не распаковывается.</translation>
    </message>
    <message>
        <source>A model must answer {outputs} once each.</source>
        <translation>Модель должна давать {outputs} по одному разу.</translation>
    </message>
    <message>
        <source>A model&apos;s file needs a plain name.</source>
        <translation>Файлу модели нужно простое имя.</translation>
    </message>
    <message>
        <source>A model&apos;s id consists of up to 64 letters, digits, dots, dashes and underscores.</source>
        <translation>Идентификатор модели состоит не более чем из 64 букв, цифр, точек, дефисов и подчёркиваний.</translation>
    </message>
    <message>
        <source>A model&apos;s name is one line of up to {most} characters.</source>
        <translation>Название модели — это одна строка длиной не более {most} знаков.</translation>
    </message>
    <message>
        <source>A range of ages to be thinned must not end before it begins.</source>
        <translation>Диапазон возрастов для прореживания не должен кончаться раньше, чем начинается.</translation>
    </message>
    <message>
        <source>A row of this table has not as many cells as there are columns.</source>
        <translation>В одной из строк этой таблицы ячеек не столько, сколько столбцов.</translation>
    </message>
    <message>
        <source>A table cannot hold this name: it is no valid text.</source>
        <translation>Таблица не может содержать это имя: это не допустимый текст.</translation>
    </message>
    <message>
        <source>A training is going on: wait for it to end before you discard another.</source>
        <translation>Идёт обучение: дождитесь его конца, прежде чем удалять другое.</translation>
    </message>
    <message>
        <source>A training needs a positive number here.</source>
        <translation>Для обучения здесь нужно положительное число.</translation>
    </message>
    <message>
        <source>A training needs at least one architecture.</source>
        <translation>Для обучения нужна хотя бы одна архитектура.</translation>
    </message>
    <message>
        <source>A training needs at least one face.</source>
        <translation>Для обучения нужно хотя бы одно лицо.</translation>
    </message>
    <message>
        <source>A worker of the cluster answered with something that AgeLens does not read. Everything that was done is kept.</source>
        <translation>Рабочий процесс кластера ответил тем, чего AgeLens не читает. Всё сделанное сохранено.</translation>
    </message>
    <message>
        <source>Age error on the test faces of the thinned group ({count}): {first} years after training on all faces, {second} years on the thinned set. The difference of {amount} years (95 % interval {low} to {high}) is beyond chance.</source>
        <translation>Ошибка возраста на проверочных лицах прореженной группы ({count}): {first} года после обучения на всех лицах, {second} года — на прореженном наборе. Разницу в {amount} года (95 % интервал от {low} до {high}) нельзя объяснить случайностью.</translation>
    </message>
    <message>
        <source>Age error on the test faces of the thinned group ({count}): {first} years after training on all faces, {second} years on the thinned set. The difference of {amount} years (95 % interval {low} to {high}) is within what chance gives.</source>
        <translation>Ошибка возраста на проверочных лицах прореженной группы ({count}): {first} года после обучения на всех лицах, {second} года — на прореженном наборе. Разница в {amount} года (95 % интервал от {low} до {high}) — в пределах случайности.</translation>
    </message>
    <message>
        <source>Age error on the test faces of the thinned group ({count}): {first} years after training on all faces, {second} years on the thinned set. These are too few faces to tell a difference from chance.</source>
        <translation>Ошибка возраста на проверочных лицах прореженной группы ({count}): {first} года после обучения на всех лицах, {second} года — на прореженном наборе. Лиц слишком мало, чтобы отличить разницу от случайности.</translation>
    </message>
    <message>
        <source>Age error on the test faces of the thinned group ({count}): {first} years for both networks.</source>
        <translation>Ошибка возраста на проверочных лицах прореженной группы ({count}): {first} года у обеих сетей.</translation>
    </message>
    <message>
        <source>AgeLens failed on this photo; the log has the details.</source>
        <translation>AgeLens не справилась с этим фото; подробности — в журнале.</translation>
    </message>
    <message>
        <source>Ages outside {low} to {high} years.</source>
        <translation>Возраст вне пределов от {low} до {high} лет.</translation>
    </message>
    <message>
        <source>Ages to be thinned are spelt 60+ or 20-39.</source>
        <translation>Возрасты для прореживания пишутся 60+ или 20-39.</translation>
    </message>
    <message>
        <source>All faces have the same age, {age}: age cannot be learned.</source>
        <translation>У всех лиц один и тот же возраст, {age}: возрасту обучить нельзя.</translation>
    </message>
    <message>
        <source>An address with tls:// needs certificates, and Dask&apos;s configuration on this computer names none: docs/cluster.md shows how.</source>
        <translation>Для адреса с tls:// нужны сертификаты, а в настройках Dask на этом компьютере они не указаны: как это сделать, показано в docs/cluster.md.</translation>
    </message>
    <message>
        <source>An age label is not an age.</source>
        <translation>Одна из меток возраста — не возраст.</translation>
    </message>
    <message>
        <source>Architectures that are trained together must differ, and so must the names of their models.</source>
        <translation>Архитектуры, обучаемые вместе, должны быть разными, как и имена их моделей.</translation>
    </message>
    <message>
        <source>Architectures that are trained together need the same faces, seed and folders.</source>
        <translation>Архитектурам, обучаемым вместе, нужны одни и те же лица, начальное число и папки.</translation>
    </message>
    <message>
        <source>Cannot tell which is better at age: the difference of {amount} years is within what chance gives (95 % interval {low} to {high}).</source>
        <translation>Нельзя сказать, какая модель точнее по возрасту: разница в {amount} года — в пределах случайности (95 % интервал от {low} до {high}).</translation>
    </message>
    <message>
        <source>Cannot tell which is better at gender: the difference of {amount} percentage points is within what chance gives (95 % interval {low} to {high}).</source>
        <translation>Нельзя сказать, какая модель точнее по полу: разница в {amount} процентного пункта — в пределах случайности (95 % интервал от {low} до {high}).</translation>
    </message>
    <message>
        <source>Dask&apos;s configuration on this computer cannot be read.</source>
        <translation>Настройки Dask на этом компьютере не читаются.</translation>
    </message>
    <message>
        <source>Faces in duplicate files.</source>
        <translation>Лица в одинаковых файлах.</translation>
    </message>
    <message>
        <source>Faces with a nearly identical picture among the {compared} compared; such duplicates stay on one side of the split.</source>
        <translation>Лица, у которых среди {compared} сравнённых есть почти такой же рисунок; такие дубликаты остаются по одну сторону разбиения.</translation>
    </message>
    <message>
        <source>Faces without a known age.</source>
        <translation>Лица без известного возраста.</translation>
    </message>
    <message>
        <source>Faces without a known gender.</source>
        <translation>Лица без известного пола.</translation>
    </message>
    <message>
        <source>Few faces: a model will learn little.</source>
        <translation>Мало лиц: модель мало чему научится.</translation>
    </message>
    <message>
        <source>Files or rows without a usable label are left out.</source>
        <translation>Файлы и строки без пригодной метки пропускаются.</translation>
    </message>
    <message>
        <source>Files that cannot be read are left out.</source>
        <translation>Файлы, которые не читаются, пропускаются.</translation>
    </message>
    <message>
        <source>Fine-tuning a model takes at least {least} faces with a known age, or {least} with a known gender: with fewer, nobody could tell whether it improved.</source>
        <translation>Для дообучения модели нужно не меньше {least} лиц с известным возрастом или {least} с известным полом: при меньшем числе нельзя сказать, стала ли она лучше.</translation>
    </message>
    <message>
        <source>From this large set, an evenly spread selection of pictures was opened.</source>
        <translation>Из этого большого набора была открыта равномерная выборка рисунков.</translation>
    </message>
    <message>
        <source>Gender as labelled on the test faces of the thinned group ({count}): {first} % after training on all faces, {second} % on the thinned set. The difference of {amount} percentage points (95 % interval {low} to {high}) is beyond chance.</source>
        <translation>Пол как в разметке на проверочных лицах прореженной группы ({count}): {first} % после обучения на всех лицах, {second} % — на прореженном наборе. Разницу в {amount} процентного пункта (95 % интервал от {low} до {high}) нельзя объяснить случайностью.</translation>
    </message>
    <message>
        <source>Gender as labelled on the test faces of the thinned group ({count}): {first} % after training on all faces, {second} % on the thinned set. The difference of {amount} percentage points (95 % interval {low} to {high}) is within what chance gives.</source>
        <translation>Пол как в разметке на проверочных лицах прореженной группы ({count}): {first} % после обучения на всех лицах, {second} % — на прореженном наборе. Разница в {amount} процентного пункта (95 % интервал от {low} до {high}) — в пределах случайности.</translation>
    </message>
    <message>
        <source>Gender as labelled on the test faces of the thinned group ({count}): {first} % after training on all faces, {second} % on the thinned set. These are too few faces to tell a difference from chance.</source>
        <translation>Пол как в разметке на проверочных лицах прореженной группы ({count}): {first} % после обучения на всех лицах, {second} % — на прореженном наборе. Лиц слишком мало, чтобы отличить разницу от случайности.</translation>
    </message>
    <message>
        <source>Gender as labelled on the test faces of the thinned group ({count}): {first} % for both networks.</source>
        <translation>Пол как в разметке на проверочных лицах прореженной группы ({count}): {first} % у обеих сетей.</translation>
    </message>
    <message>
        <source>It lies in a folder for female and in one for male.</source>
        <translation>Лежит и в папке для женского, и в папке для мужского пола.</translation>
    </message>
    <message>
        <source>It lies in folders for two different ages.</source>
        <translation>Лежит в папках для двух разных возрастов.</translation>
    </message>
    <message>
        <source>Its folders are nested too deeply.</source>
        <translation>Папки вложены слишком глубоко.</translation>
    </message>
    <message>
        <source>Labels are what people entered; a model&apos;s estimates are not used.</source>
        <translation>Метки — то, что ввели люди; оценки модели не используются.</translation>
    </message>
    <message>
        <source>No difference at age: both do equally well on every face.</source>
        <translation>По возрасту разницы нет: обе одинаково точны на каждом лице.</translation>
    </message>
    <message>
        <source>No difference at gender: both do equally well on every face.</source>
        <translation>По полу разницы нет: обе одинаково точны на каждом лице.</translation>
    </message>
    <message>
        <source>No face has a known age: it cannot be learned.</source>
        <translation>Ни у одного лица не известен возраст: ему обучить нельзя.</translation>
    </message>
    <message>
        <source>No face has a known gender: it cannot be learned.</source>
        <translation>Ни у одного лица не известен пол: ему обучить нельзя.</translation>
    </message>
    <message>
        <source>No face in this folder has a name like 25_0_2_20170116174525125.jpg (age, gender, group, date).</source>
        <translation>В этой папке нет лиц с именами вида 25_0_2_20170116174525125.jpg (возраст, пол, группа, дата).</translation>
    </message>
    <message>
        <source>No face is labelled female: gender cannot be learned.</source>
        <translation>Ни одно лицо не помечено как женское: полу обучить нельзя.</translation>
    </message>
    <message>
        <source>No face is labelled male: gender cannot be learned.</source>
        <translation>Ни одно лицо не помечено как мужское: полу обучить нельзя.</translation>
    </message>
    <message>
        <source>No face was found in this picture. Choose one that shows a face.</source>
        <translation>На этом снимке лицо не найдено. Выберите снимок, на котором видно лицо.</translation>
    </message>
    <message>
        <source>No folder in which it lies has a name that says an age or a gender.</source>
        <translation>Ни одна из папок, в которых он лежит, не названа возрастом или полом.</translation>
    </message>
    <message>
        <source>No photo of this table is there, in whatever encoding its text is read. Tried: {encodings}.</source>
        <translation>Ни одной фотографии из этой таблицы нет на месте, в какой бы кодировке её ни читать. Испробованы: {encodings}.</translation>
    </message>
    <message>
        <source>No photo&apos;s path tells the encoding of this table: other words in it may be wrong.</source>
        <translation>Ни один путь к фото не выдаёт кодировку этой таблицы: другие слова в ней могут быть прочитаны неверно.</translation>
    </message>
    <message>
        <source>No row of this table gives a face with a label.</source>
        <translation>Ни одна строка этой таблицы не даёт лица с меткой.</translation>
    </message>
    <message>
        <source>No test face belongs to the thinned group, so nothing can be said of it.</source>
        <translation>Ни одно проверочное лицо не относится к прореженной группе, поэтому о ней ничего сказать нельзя.</translation>
    </message>
    <message>
        <source>No training face belongs to the group that is to be thinned.</source>
        <translation>Ни одно лицо для обучения не относится к группе, которую нужно проредить.</translation>
    </message>
    <message>
        <source>No worker of the cluster can take photos at present. The job waits for one, for at most {seconds} seconds.</source>
        <translation>Сейчас ни один рабочий процесс кластера не может принять фотографии. Задание ждёт его не дольше {seconds} с.</translation>
    </message>
    <message>
        <source>None of these faces has a label that a network of this architecture learns; choose other faces or another architecture.</source>
        <translation>Ни у одного из этих лиц нет метки, которой обучается сеть этой архитектуры; выберите другие лица или другую архитектуру.</translation>
    </message>
    <message>
        <source>None of these pictures can be read.</source>
        <translation>Ни один из этих рисунков не читается.</translation>
    </message>
    <message>
        <source>Nothing can be saved of this project.</source>
        <translation>Из этого проекта ничего нельзя спасти.</translation>
    </message>
    <message>
        <source>Nothing is known of how this run was begun.</source>
        <translation>Неизвестно, как было начато это обучение.</translation>
    </message>
    <message>
        <source>Of a group that is thinned, less than 100 % must stay.</source>
        <translation>От прореживаемой группы должно остаться меньше 100 %.</translation>
    </message>
    <message>
        <source>Of {pairs} pairs of duplicates these disagree: different genders, or ages more than {years} years apart.</source>
        <translation>Среди пар дубликатов ({pairs}) столько расходятся: разный пол или возраст отличается больше чем на {years} лет.</translation>
    </message>
    <message>
        <source>Only a run that has stored one model can be trained on.</source>
        <translation>Доучивать можно только обучение, которое сохранило одну модель.</translation>
    </message>
    <message>
        <source>Parquet tables need the package pyarrow, which is not installed here: pip install &apos;agelens[parquet]&apos;.</source>
        <translation>Для таблиц Parquet нужен пакет pyarrow, который здесь не установлен: pip install &apos;agelens[parquet]&apos;.</translation>
    </message>
    <message>
        <source>Plain TCP to another computer is refused: anybody on the way could read the answers and send commands. Use tls://, or say that this network is safe.</source>
        <translation>Обычный TCP к другому компьютеру не допускается: любой по пути мог бы читать ответы и посылать команды. Используйте tls:// или укажите, что эта сеть безопасна.</translation>
    </message>
    <message>
        <source>Several devices are used under JAX only: set KERAS_BACKEND=jax.</source>
        <translation>Несколько устройств используются только с JAX: задайте KERAS_BACKEND=jax.</translation>
    </message>
    <message>
        <source>Something else has the sidecar&apos;s name.</source>
        <translation>Имя файла-спутника занято чем-то другим.</translation>
    </message>
    <message>
        <source>The archive holds this name twice.</source>
        <translation>Это имя есть в архиве дважды.</translation>
    </message>
    <message>
        <source>The archives in this folder hold data of different kinds; choose one of them.</source>
        <translation>В архивах этой папки данные разного вида; выберите один из них.</translation>
    </message>
    <message>
        <source>The certificates for the cluster cannot be used: Dask&apos;s configuration on this computer names them (docs/cluster.md).</source>
        <translation>Сертификаты для кластера использовать нельзя: они указаны в настройках Dask на этом компьютере (docs/cluster.md).</translation>
    </message>
    <message>
        <source>The cluster answered with something that AgeLens does not read.</source>
        <translation>Кластер ответил тем, чего AgeLens не читает.</translation>
    </message>
    <message>
        <source>The cluster cannot be reached: is its scheduler running there, and without encryption? Otherwise its address begins with tls://.</source>
        <translation>Кластер недоступен: работает ли там его планировщик, и без шифрования ли? Иначе его адрес начинается с tls://.</translation>
    </message>
    <message>
        <source>The cluster cannot be reached: is its scheduler running, and do you have its certificates?</source>
        <translation>Кластер недоступен: запущен ли его планировщик и есть ли у вас его сертификаты?</translation>
    </message>
    <message>
        <source>The cluster has no worker that could do anything for {seconds} seconds. Everything that was done is kept.</source>
        <translation>Уже {seconds} с в кластере нет рабочего процесса, который мог бы что-то делать. Всё сделанное сохранено.</translation>
    </message>
    <message>
        <source>The cluster&apos;s scheduler cannot be reached any more. Everything that was done is kept: run the same job again to continue.</source>
        <translation>Планировщик кластера больше недоступен. Всё сделанное сохранено: запустите то же задание ещё раз, чтобы продолжить.</translation>
    </message>
    <message>
        <source>The cluster&apos;s workers cannot run AgeLens: is it installed for their Python?</source>
        <translation>Рабочие процессы кластера не могут запустить AgeLens: установлена ли она для их Python?</translation>
    </message>
    <message>
        <source>The description of the earlier training is damaged: start from the model that it produced.</source>
        <translation>Описание прежнего обучения повреждено: начните с модели, которую оно дало.</translation>
    </message>
    <message>
        <source>The disk is full. Finished epochs are saved: make room, then resume.</source>
        <translation>Диск полон. Завершённые эпохи сохранены: освободите место и возобновите обучение.</translation>
    </message>
    <message>
        <source>The drawn faces could not be written: is the disk full or read-only?</source>
        <translation>Нарисованные лица не удалось записать: диск полон или защищён от записи?</translation>
    </message>
    <message>
        <source>The file could not be written: is it open in another program, or the disk full or read-only?</source>
        <translation>Файл не удалось записать: он открыт в другой программе, диск полон или защищён от записи?</translation>
    </message>
    <message>
        <source>The file could not be written: the disk is full. What was there before is still there.</source>
        <translation>Файл не удалось записать: диск полон. То, что было раньше, осталось на месте.</translation>
    </message>
    <message>
        <source>The files for TensorBoard cannot be written: is the disk full or read-only?</source>
        <translation>Не удаётся записать файлы для TensorBoard: диск полон или закрыт для записи?</translation>
    </message>
    <message>
        <source>The folder of the photos is not there: is its drive connected? Everything that was done is kept.</source>
        <translation>Папки с фото нет на месте: подключён ли её диск? Всё сделанное сохранено.</translation>
    </message>
    <message>
        <source>The folder&apos;s name is not the model&apos;s id: rename it or import it.</source>
        <translation>Имя папки не совпадает с идентификатором модели: переименуйте её или импортируйте модель.</translation>
    </message>
    <message>
        <source>The jobs for SLURM are not described well enough: docs/cluster.md shows what belongs into ~/.config/dask/jobqueue.yaml.</source>
        <translation>Задания для SLURM описаны не полностью: что должно быть в ~/.config/dask/jobqueue.yaml, показано в docs/cluster.md.</translation>
    </message>
    <message>
        <source>The layers of this model are not those of its architecture, so it cannot be trained further.</source>
        <translation>Слои этой модели не те, что у её архитектуры, поэтому обучать её дальше нельзя.</translation>
    </message>
    <message>
        <source>The model could not be deleted: does another program use it?</source>
        <translation>Не удалось удалить модель: может быть, её использует другая программа?</translation>
    </message>
    <message>
        <source>The model holds a file of a kind that is never loaded.</source>
        <translation>В модели есть файл такого вида, какие никогда не загружаются.</translation>
    </message>
    <message>
        <source>The model to start from has changed: start without resuming.</source>
        <translation>Исходная модель изменилась: начните, не возобновляя.</translation>
    </message>
    <message>
        <source>The model to start from is of another architecture than the one to be trained.</source>
        <translation>Архитектура исходной модели не та, которую предстоит обучать.</translation>
    </message>
    <message>
        <source>The model to start from was trained on another selection of the same faces, so it would be tested on faces that it has already seen. Choose as many faces as then, or other faces.</source>
        <translation>Исходная модель обучена на другой выборке тех же лиц, и её проверяли бы на лицах, которые она уже видела. Выберите столько же лиц, сколько тогда, или другие лица.</translation>
    </message>
    <message>
        <source>The model to start from was trained on the same faces with another split, so it would be tested on faces that it has already seen. Use its seed.</source>
        <translation>Исходная модель обучена на тех же лицах с другим разбиением, и её проверяли бы на лицах, которые она уже видела. Возьмите её начальное число.</translation>
    </message>
    <message>
        <source>The model {model_id} ({sha256}) is not here.</source>
        <translation>Модели {model_id} ({sha256}) здесь нет.</translation>
    </message>
    <message>
        <source>The model {model_id} cannot be used. {reason}</source>
        <translation>Модель {model_id} использовать нельзя. {reason}</translation>
    </message>
    <message>
        <source>The model {model_id} did not answer within {seconds} seconds.</source>
        <translation>Модель {model_id} не ответила за {seconds} с.</translation>
    </message>
    <message>
        <source>The model {model_id} failed a trial run.</source>
        <translation>Модель {model_id} не прошла пробный запуск.</translation>
    </message>
    <message>
        <source>The model {model_id} gave a gender score outside 0 to 1.</source>
        <translation>Модель {model_id} дала уверенность в поле вне пределов от 0 до 1.</translation>
    </message>
    <message>
        <source>The model {model_id} gave an answer that is not a number: install it again.</source>
        <translation>Модель {model_id} дала ответ, который не является числом: установите её заново.</translation>
    </message>
    <message>
        <source>The model {model_id} made a trial run crash.</source>
        <translation>Пробный запуск модели {model_id} завершился аварийно.</translation>
    </message>
    <message>
        <source>The model&apos;s description (model.json) is damaged.</source>
        <translation>Описание модели (model.json) повреждено.</translation>
    </message>
    <message>
        <source>The model&apos;s description ({name}) cannot be read.</source>
        <translation>Описание модели ({name}) не читается.</translation>
    </message>
    <message>
        <source>The model&apos;s description is too long.</source>
        <translation>Описание модели слишком длинное.</translation>
    </message>
    <message>
        <source>The model&apos;s file {name} cannot be read.</source>
        <translation>Файл модели {name} не читается.</translation>
    </message>
    <message>
        <source>The model&apos;s file {name} expects pictures of another size than its description says.</source>
        <translation>Файл модели {name} ожидает рисунки не того размера, который указан в описании.</translation>
    </message>
    <message>
        <source>The model&apos;s file {name} holds loops or branches, which no model needs and which might never end.</source>
        <translation>Файл модели {name} содержит циклы или ветвления: они не нужны ни одной модели и могут никогда не завершиться.</translation>
    </message>
    <message>
        <source>The model&apos;s file {name} is not a network with an input named {input}.</source>
        <translation>Файл модели {name} — не сеть со входом по имени {input}.</translation>
    </message>
    <message>
        <source>The model&apos;s folder holds something that does not belong to it and could run code.</source>
        <translation>В папке модели лежит что-то постороннее, что может выполнить код.</translation>
    </message>
    <message>
        <source>The models could not be judged: the system ended the work, perhaps because the memory ran out. Close other programs and try again.</source>
        <translation>Модели не удалось оценить: система прервала работу, возможно, из-за нехватки памяти. Закройте другие программы и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>The name does not give age, gender, group and date.</source>
        <translation>Имя не указывает возраст, пол, группу и дату.</translation>
    </message>
    <message>
        <source>The pictures changed while they were being read: start again.</source>
        <translation>Рисунки изменились, пока их читали: начните заново.</translation>
    </message>
    <message>
        <source>The prepared faces could not be written: is the disk full or read-only?</source>
        <translation>Подготовленные лица не удалось записать: диск полон или защищён от записи?</translation>
    </message>
    <message>
        <source>The process that talks to the cluster has ended. Everything that was done is kept.</source>
        <translation>Процесс, который связывается с кластером, завершился. Всё сделанное сохранено.</translation>
    </message>
    <message>
        <source>The process that talks to the cluster has said nothing for {seconds} seconds. Everything that was done is kept.</source>
        <translation>Процесс, который связывается с кластером, молчит уже {seconds} с. Всё сделанное сохранено.</translation>
    </message>
    <message>
        <source>The project could not be written: is its disk still there, and may you write to it? What was written before is safe.</source>
        <translation>Проект не удалось записать: на месте ли его диск и можно ли на него писать? Записанное раньше сохранено.</translation>
    </message>
    <message>
        <source>The project could not be written: the disk is full. What was written before is safe.</source>
        <translation>Проект не удалось записать: диск полон. Записанное раньше сохранено.</translation>
    </message>
    <message>
        <source>The record of an interrupted training could not be removed.</source>
        <translation>Запись о прерванном обучении не удалось удалить.</translation>
    </message>
    <message>
        <source>The regions in this sidecar are no list, so it was left alone.</source>
        <translation>Области в этом файле-спутнике — не список, поэтому он оставлен как есть.</translation>
    </message>
    <message>
        <source>The regions in this sidecar are of no known form, so it was left alone.</source>
        <translation>Области в этом файле-спутнике записаны в неизвестном виде, поэтому он оставлен как есть.</translation>
    </message>
    <message>
        <source>The regions in this sidecar belong to a picture of another shape, so it was left alone.</source>
        <translation>Области в этом файле-спутнике относятся к рисунку другой формы, поэтому он оставлен как есть.</translation>
    </message>
    <message>
        <source>The run could not be removed completely.</source>
        <translation>Запуск не удалось удалить полностью.</translation>
    </message>
    <message>
        <source>The same faces were chosen twice.</source>
        <translation>Одни и те же лица выбраны дважды.</translation>
    </message>
    <message>
        <source>The saved training state belongs to other data or settings: start without resuming.</source>
        <translation>Сохранённое состояние обучения относится к другим данным или настройкам: начните, не возобновляя.</translation>
    </message>
    <message>
        <source>The saved training state is damaged.</source>
        <translation>Сохранённое состояние обучения повреждено.</translation>
    </message>
    <message>
        <source>The saved training state is damaged: start without resuming.</source>
        <translation>Сохранённое состояние обучения повреждено: начните, не возобновляя.</translation>
    </message>
    <message>
        <source>The sidecar cannot be read.</source>
        <translation>Файл-спутник не читается.</translation>
    </message>
    <message>
        <source>The trained model could not be converted.</source>
        <translation>Обученную модель не удалось преобразовать.</translation>
    </message>
    <message>
        <source>The training could not write or read its files: is the disk full, or has a folder gone? Finished epochs are saved.</source>
        <translation>Обучение не смогло записать или прочитать свои файлы: диск полон или папка исчезла? Завершённые эпохи сохранены.</translation>
    </message>
    <message>
        <source>The training diverged: its loss is no longer a number. Choose a smaller learning rate.</source>
        <translation>Обучение разошлось: потери больше не являются числом. Выберите меньшую скорость обучения.</translation>
    </message>
    <message>
        <source>The training failed. Finished epochs are saved.</source>
        <translation>Обучение закончилось ошибкой. Завершённые эпохи сохранены.</translation>
    </message>
    <message>
        <source>The weights of this model could not be read back: the network gives different answers than the model.</source>
        <translation>Веса этой модели не удалось прочитать: сеть отвечает не так, как модель.</translation>
    </message>
    <message>
        <source>The work could not be given to the cluster ({reason}).</source>
        <translation>Не удалось передать работу кластеру ({reason}).</translation>
    </message>
    <message>
        <source>The workbook could not be written.</source>
        <translation>Книгу Excel не удалось записать.</translation>
    </message>
    <message>
        <source>The worker process ended at this photo, each time it was tried.</source>
        <translation>На этой фотографии рабочий процесс завершался при каждой попытке.</translation>
    </message>
    <message>
        <source>The worker {worker} answered with something that AgeLens does not read.</source>
        <translation>Рабочий процесс {worker} ответил тем, чего AgeLens не читает.</translation>
    </message>
    <message>
        <source>The worker {worker} cannot run AgeLens: is it installed for its Python?</source>
        <translation>Рабочий процесс {worker} не может запустить AgeLens: установлена ли она для его Python?</translation>
    </message>
    <message>
        <source>The worker {worker} does not have this model: it is given no photos.</source>
        <translation>У рабочего процесса {worker} нет этой модели: фотографий он не получит.</translation>
    </message>
    <message>
        <source>The worker {worker} does not see a photo that this computer sees: is the folder mounted there? Everything that was done is kept.</source>
        <translation>Рабочий процесс {worker} не видит фотографию, которую видит этот компьютер: подключена ли там папка? Всё сделанное сохранено.</translation>
    </message>
    <message>
        <source>The worker {worker} does not see the folder of the photos: it is given no photos.</source>
        <translation>Рабочий процесс {worker} не видит папку с фотографиями: фотографий он не получит.</translation>
    </message>
    <message>
        <source>The worker {worker} ended when it was asked whether it can do this job. If AgeLens is not installed for its Python, its own log says so.</source>
        <translation>Рабочий процесс {worker} завершился, когда его спросили, может ли он выполнять задание. Если для его Python не установлен AgeLens, об этом сказано в его журнале.</translation>
    </message>
    <message>
        <source>The worker {worker} has AgeLens {other} and this is {own}: it is given no photos.</source>
        <translation>У рабочего процесса {worker} AgeLens {other}, а здесь {own}: фотографий он не получит.</translation>
    </message>
    <message>
        <source>The worker {worker} sees the folder of the photos, but not this photo: it is given no photos. Is the drive mounted there?</source>
        <translation>Рабочий процесс {worker} видит папку с фотографиями, но не эту фотографию: фотографий он не получит. Подключён ли там диск?</translation>
    </message>
    <message>
        <source>There are no weights of an earlier training to start from.</source>
        <translation>Нет весов прежнего обучения, с которых можно начать.</translation>
    </message>
    <message>
        <source>There is no face on which both models can be compared.</source>
        <translation>Нет ни одного лица, на котором можно сравнить обе модели.</translation>
    </message>
    <message>
        <source>There is no face to guess: of those that were kept for the test, no age is known.</source>
        <translation>Угадывать нечего: ни у одного из лиц, оставленных для проверки, возраст не известен.</translation>
    </message>
    <message>
        <source>There is no folder with training data here.</source>
        <translation>Здесь нет папки с данными для обучения.</translation>
    </message>
    <message>
        <source>There is no such architecture; known: {known}.</source>
        <translation>Такой архитектуры нет; известны: {known}.</translation>
    </message>
    <message>
        <source>There is no such model; known: {models}.</source>
        <translation>Такой модели нет; известны: {models}.</translation>
    </message>
    <message>
        <source>There is no such recipe for this architecture; known: {known}.</source>
        <translation>Такого рецепта для этой архитектуры нет; известны: {known}.</translation>
    </message>
    <message>
        <source>There is no such run; known: {known}.</source>
        <translation>Такого запуска нет; известны: {known}.</translation>
    </message>
    <message>
        <source>There is nothing to evaluate.</source>
        <translation>Оценивать нечего.</translation>
    </message>
    <message>
        <source>There is nothing to fine-tune: choose the model to start from.</source>
        <translation>Дообучать нечего: выберите исходную модель.</translation>
    </message>
    <message>
        <source>There is something of that name already: choose another folder.</source>
        <translation>Там уже есть что-то с таким именем: выберите другую папку.</translation>
    </message>
    <message>
        <source>There was not enough memory for this photo.</source>
        <translation>Для этого фото не хватило памяти.</translation>
    </message>
    <message>
        <source>There was not enough memory. Finished epochs are saved: close other programs, or resume with a smaller batch.</source>
        <translation>Не хватило памяти. Завершённые эпохи сохранены: закройте другие программы или возобновите с меньшей порцией.</translation>
    </message>
    <message>
        <source>These are not the faces that the model was trained on: it may have seen those that it would be tested on.</source>
        <translation>Это не те лица, на которых обучена модель: возможно, она уже видела те, на которых её проверяли бы.</translation>
    </message>
    <message>
        <source>These faces have changed since that training: nobody can tell which of them were kept for the test.</source>
        <translation>Эти лица изменились после обучения: нельзя сказать, какие из них были оставлены для проверки.</translation>
    </message>
    <message>
        <source>These labels cannot be learned: all faces are labelled alike. Choose faces of both genders, or of different ages.</source>
        <translation>Этим меткам нельзя научиться: все лица помечены одинаково. Выберите лица обоих полов или разного возраста.</translation>
    </message>
    <message>
        <source>This archive is damaged or protected and cannot be unpacked.</source>
        <translation>Этот архив повреждён или защищён, распаковать его нельзя.</translation>
    </message>
    <message>
        <source>This archive is too large to unpack; nothing was kept of it.</source>
        <translation>Этот архив слишком велик для распаковки; ничего из него не сохранено.</translation>
    </message>
    <message>
        <source>This archive is unsafe: a name in it leads out of its folder. Nothing was unpacked.</source>
        <translation>Этот архив небезопасен: одно из имён в нём выводит за пределы папки. Ничего не распаковано.</translation>
    </message>
    <message>
        <source>This computer cannot give jobs to SLURM: its command sbatch is not there. Start the job where you would use sbatch.</source>
        <translation>Этот компьютер не может передать задания SLURM: команды sbatch здесь нет. Запустите задание там, где работает sbatch.</translation>
    </message>
    <message>
        <source>This entry of the archive has no content.</source>
        <translation>Этот элемент архива пуст.</translation>
    </message>
    <message>
        <source>This file holds no XMP, so it was left alone.</source>
        <translation>В этом файле нет XMP, поэтому он оставлен как есть.</translation>
    </message>
    <message>
        <source>This file is not an AgeLens project.</source>
        <translation>Этот файл — не проект AgeLens.</translation>
    </message>
    <message>
        <source>This file is too large; AgeLens opens up to 1024 MB.</source>
        <translation>Этот файл слишком велик; AgeLens открывает файлы до 1024 МБ.</translation>
    </message>
    <message>
        <source>This file would be written outside the folder that you chose.</source>
        <translation>Этот файл был бы записан вне выбранной вами папки.</translation>
    </message>
    <message>
        <source>This is a file, not a folder.</source>
        <translation>Это файл, а не папка.</translation>
    </message>
    <message>
        <source>This is an Excel workbook; what can be checked again is the table as CSV: export or label once more with that form.</source>
        <translation>Это книга Excel; заново проверить можно только таблицу CSV: экспортируйте или разметьте ещё раз в этом виде.</translation>
    </message>
    <message>
        <source>This is no file that could be a project.</source>
        <translation>Этот файл не может быть проектом.</translation>
    </message>
    <message>
        <source>This is not a model folder: it has no {name}.</source>
        <translation>Это не папка модели: в ней нет {name}.</translation>
    </message>
    <message>
        <source>This is not a picture in 8-bit RGB.</source>
        <translation>Это не рисунок в 8-битном RGB.</translation>
    </message>
    <message>
        <source>This model came with AgeLens and stays as it is.</source>
        <translation>Эта модель входит в AgeLens и остаётся как есть.</translation>
    </message>
    <message>
        <source>This page cannot be found in its file, which is damaged or was cut off.</source>
        <translation>Этой страницы в файле не найти: файл повреждён или обрывается.</translation>
    </message>
    <message>
        <source>This page is not a picture that AgeLens can read, or it is damaged.</source>
        <translation>Эта страница повреждена или AgeLens не может прочитать такое изображение.</translation>
    </message>
    <message>
        <source>This page is not in its file, or not there any more.</source>
        <translation>Этой страницы нет в файле или больше нет.</translation>
    </message>
    <message>
        <source>This photo cannot be copied.</source>
        <translation>Это фото нельзя скопировать.</translation>
    </message>
    <message>
        <source>This photo lies outside the folder of the project&apos;s photos.</source>
        <translation>Это фото лежит вне папки с фото проекта.</translation>
    </message>
    <message>
        <source>This picture is damaged or incomplete.</source>
        <translation>Это изображение повреждено или неполно.</translation>
    </message>
    <message>
        <source>This picture is too large; AgeLens opens up to 250 million pixels, 200000 on a side.</source>
        <translation>Этот рисунок слишком велик; AgeLens открывает до 250 миллионов пикселей, 200000 по стороне.</translation>
    </message>
    <message>
        <source>This project is damaged, or was not made by AgeLens.</source>
        <translation>Этот проект повреждён или создан не в AgeLens.</translation>
    </message>
    <message>
        <source>This project is open in another window or write-protected, so it can only be looked at.</source>
        <translation>Этот проект открыт в другом окне или защищён от записи, поэтому его можно только смотреть.</translation>
    </message>
    <message>
        <source>This run cannot be continued: it has trained all of its epochs, or its checkpoints are gone.</source>
        <translation>Это обучение нельзя продолжить: все его эпохи пройдены или его контрольных точек больше нет.</translation>
    </message>
    <message>
        <source>This table is damaged: it is not in the encoding that its first bytes tell.</source>
        <translation>Таблица повреждена: её кодировка не та, на которую указывают первые байты.</translation>
    </message>
    <message>
        <source>This table was read as UTF-16.</source>
        <translation>Таблица прочитана как UTF-16.</translation>
    </message>
    <message>
        <source>This table was read as Windows-1250 (Central Europe).</source>
        <translation>Таблица прочитана как Windows-1250 (Центральная Европа).</translation>
    </message>
    <message>
        <source>This table was read as Windows-1251 (Cyrillic).</source>
        <translation>Таблица прочитана как Windows-1251 (кириллица).</translation>
    </message>
    <message>
        <source>This table was read as Windows-1252 (Western Europe).</source>
        <translation>Таблица прочитана как Windows-1252 (Западная Европа).</translation>
    </message>
    <message>
        <source>This table was read as code page 932 (Japanese).</source>
        <translation>Таблица прочитана как кодовая страница 932 (японская).</translation>
    </message>
    <message>
        <source>This table was read as code page 936 (Chinese).</source>
        <translation>Таблица прочитана как кодовая страница 936 (китайская).</translation>
    </message>
    <message>
        <source>To see what a group is worth, train one architecture: it is trained twice.</source>
        <translation>Чтобы увидеть, чего стоит группа, обучайте одну архитектуру: она обучается дважды.</translation>
    </message>
    <message>
        <source>Too few faces have a known age: at least 30 are needed.</source>
        <translation>Слишком мало лиц с известным возрастом: нужно не меньше 30.</translation>
    </message>
    <message>
        <source>Too few faces have a known gender: at least 30 are needed.</source>
        <translation>Слишком мало лиц с известным полом: нужно не меньше 30.</translation>
    </message>
    <message>
        <source>Two networks that differ in the faces they learn from need the same recipe.</source>
        <translation>Двум сетям, которые учатся на разных лицах, нужен один и тот же рецепт.</translation>
    </message>
    <message>
        <source>What answers at this address is no Dask scheduler, or one that expects encryption (tls://): are address and port right?</source>
        <translation>По этому адресу отвечает не планировщик Dask или планировщик, который ждёт шифрования (tls://): верны ли адрес и порт?</translation>
    </message>
    <message>
        <source>Windows allows no colon in a name.</source>
        <translation>Windows не допускает двоеточия в имени.</translation>
    </message>
    <message>
        <source>With a learning rate above 1 no network learns. Usual rates lie between 0.0001 and 0.01.</source>
        <translation>При скорости обучения больше 1 ни одна сеть не учится. Обычные значения — от 0,0001 до 0,01.</translation>
    </message>
    <message>
        <source>Without this group there is no face left to train on.</source>
        <translation>Без этой группы не остаётся ни одного лица для обучения.</translation>
    </message>
    <message>
        <source>Working on SLURM needs dask-jobqueue, which is not installed here: install agelens[cluster].</source>
        <translation>Для работы на SLURM нужен dask-jobqueue, который здесь не установлен: установите agelens[cluster].</translation>
    </message>
    <message>
        <source>Working on a cluster needs Dask, which is not installed here: install agelens[cluster].</source>
        <translation>Для работы на кластере нужен Dask, а здесь он не установлен: установите agelens[cluster].</translation>
    </message>
    <message>
        <source>{better} is better at age by {amount} ± {margin} years: a real difference.</source>
        <translation>По возрасту точнее {better}, на {amount} ± {margin} года: разница настоящая.</translation>
    </message>
    <message>
        <source>{better} is better at gender by {amount} ± {margin} percentage points: a real difference.</source>
        <translation>По полу точнее {better}, на {amount} ± {margin} процентного пункта: разница настоящая.</translation>
    </message>
    <message>
        <source>{description} cannot be read.</source>
        <translation>{description} не читается.</translation>
    </message>
    <message>
        <source>{description} may say &quot;framed&quot; (true or false) and, where that is true, &quot;border&quot; (0 to {most_border:g}, a share of the frame&apos;s side).</source>
        <translation>В {description} можно указать &quot;framed&quot; (true или false) и, если это true, &quot;border&quot; (от 0 до {most_border:g}, доля стороны кадра).</translation>
    </message>
    <message>
        <source>This project was made by a newer AgeLens: install that one to open it.</source>
        <translation>Этот проект создан более новой версией AgeLens: установите её, чтобы открыть его.</translation>
    </message>
    <message>
        <source>This photo was changed after AgeLens looked at it: let it look again.</source>
        <translation>Это фото изменилось после просмотра: просмотрите его снова.</translation>
    </message>
    <message>
        <source>This folder lies among the photos, and the copies would be taken for photos: choose one outside.</source>
        <translation>Эта папка лежит среди фото, и копии были бы приняты за фото: выберите другую, вне их.</translation>
    </message>
    <message>
        <source>The training was stopped while its faces were being prepared, so there is no model.</source>
        <translation>Обучение остановлено во время подготовки лиц, поэтому модели нет.</translation>
    </message>
    <message>
        <source>There are too few faces to train and test with: at least 30 are needed.</source>
        <translation>Слишком мало лиц для обучения и проверки: нужно не меньше 30.</translation>
    </message>
    <message>
        <source>This sidecar declares a document type, which sidecars have no use for; it was left alone.</source>
        <translation>В этом файле-спутнике объявлен тип документа, который спутникам не нужен; он оставлен как есть.</translation>
    </message>
    <message>
        <source>This sidecar is damaged or no XML, so it was left alone.</source>
        <translation>Этот файл-спутник повреждён или это не XML, поэтому он оставлен как есть.</translation>
    </message>
    <message>
        <source>This sidecar is nested too deeply.</source>
        <translation>Вложенность этого файла-спутника слишком глубока.</translation>
    </message>
    <message>
        <source>This sidecar is too large.</source>
        <translation>Этот файл-спутник слишком велик.</translation>
    </message>
    <message>
        <source>This sidecar lists regions twice, so it was left alone.</source>
        <translation>В этом файле-спутнике области перечислены дважды, поэтому он оставлен как есть.</translation>
    </message>
    <message>
        <source>This table cannot be read.</source>
        <translation>Эта таблица не читается.</translation>
    </message>
    <message>
        <source>This table is damaged, or another program has saved it in its own way.</source>
        <translation>Эта таблица повреждена, или другая программа сохранила её по-своему.</translation>
    </message>
    <message>
        <source>This is not a table by AgeLens, or its columns were changed.</source>
        <translation>Это не таблица AgeLens, или её столбцы изменены.</translation>
    </message>
    <message>
        <source>No model is installed: train one or import a model folder.</source>
        <translation>Ни одной модели не установлено: обучите её или импортируйте папку модели.</translation>
    </message>
    <message>
        <source>This model was made for another version of AgeLens.</source>
        <translation>Эта модель создана для другой версии AgeLens.</translation>
    </message>
    <message>
        <source>This file could not be read ({reason}).</source>
        <translation>Этот файл не удалось прочитать ({reason}).</translation>
    </message>
    <message>
        <source>The model&apos;s file {name} is missing.</source>
        <translation>Файла модели {name} нет.</translation>
    </message>
    <message>
        <source>The model&apos;s file {name} is damaged or was changed: install the model again.</source>
        <translation>Файл модели {name} повреждён или изменён: установите модель заново.</translation>
    </message>
    <message>
        <source>The model could not be saved in {folder}: is the disk full or read-only?</source>
        <translation>Модель не удалось сохранить в {folder}: диск полон или защищён от записи?</translation>
    </message>
    <message>
        <source>The face detector&apos;s data files are missing: install AgeLens again.</source>
        <translation>Нет файлов данных детектора лиц: установите AgeLens заново.</translation>
    </message>
    <message>
        <source>Another training is going on. Wait for it to end, or stop it.</source>
        <translation>Идёт другое обучение. Дождитесь его конца или остановите его.</translation>
    </message>
    <message>
        <source>The folder for training cannot be written: is the disk full or read-only?</source>
        <translation>В папку для обучения нельзя писать: диск полон или защищён от записи?</translation>
    </message>
    <message>
        <source>The training was ended by the system, perhaps because the memory ran out. Finished epochs are saved: resume it, with a smaller batch if this happens again.</source>
        <translation>Система завершила обучение, возможно, из-за нехватки памяти. Завершённые эпохи сохранены: возобновите его, а если это повторится — с меньшей порцией.</translation>
    </message>
    <message>
        <source>The training ended unexpectedly. Finished epochs are saved: resume it.</source>
        <translation>Обучение неожиданно закончилось. Завершённые эпохи сохранены: возобновите его.</translation>
    </message>
    <message>
        <source>There is no folder, archive or table with training data here.</source>
        <translation>Здесь нет папки, архива или таблицы с данными для обучения.</translation>
    </message>
    <message>
        <source>This file is neither a table (.csv) nor an archive (.zip, .tar, .tar.gz).</source>
        <translation>Этот файл — не таблица (.csv) и не архив (.zip, .tar, .tar.gz).</translation>
    </message>
    <message>
        <source>No labelled faces were found here. AgeLens looks for UTKFace names such as 25_0_2_20170116174525125.jpg, for folders named by class (female, male, 30, 20-29, 60+), and for a table (CSV) with path, age and gender.</source>
        <translation>Размеченных лиц здесь не найдено. AgeLens ищет имена UTKFace, такие как 25_0_2_20170116174525125.jpg, папки с именами классов (female, male, 30, 20-29, 60+) и таблицу (CSV) с путём, возрастом и полом.</translation>
    </message>
    <message>
        <source>This archive could not be unpacked: is it damaged, or the disk full?</source>
        <translation>Архив не удалось распаковать: он повреждён, или диск полон?</translation>
    </message>
    <message>
        <source>Combined model</source>
        <translation>Совместная модель</translation>
    </message>
    <message>
        <source>Separate models</source>
        <translation>Раздельные модели</translation>
    </message>
    <message>
        <source>Recommended model</source>
        <translation>Рекомендуемая модель</translation>
    </message>
    <message>
        <source>Class demo</source>
        <translation>Показ в классе</translation>
    </message>
    <message>
        <source>Some of the faces, a few rounds: two to three minutes if the computer does nothing else.</source>
        <translation>Часть лиц, несколько кругов: две-три минуты, если компьютер не занят ничем другим.</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Полное</translation>
    </message>
    <message>
        <source>All faces, as many rounds as the recipe says: minutes to hours, for a model that is to be used.</source>
        <translation>Все лица и столько кругов, сколько велит рецепт: от минут до часов, для модели, которой будут пользоваться.</translation>
    </message>
    <message>
        <source>These faces are drawn by a program and strongly simplified. The signs of age and gender in them were made up so that a network can learn them in minutes; they say nothing about people, and a model trained on them must not be used on photos.</source>
        <translation>Эти лица рисует программа, и они сильно упрощены. Признаки возраста и пола в них придуманы, чтобы сеть научилась им за минуты; о людях они ничего не говорят, и модель, обученную на них, нельзя применять к фото.</translation>
    </message>
    <message>
        <source>UTKFace is a collection of more than 20,000 face photos labelled with ages from 0 to 116 and with gender, by Zhang, Song and Qi (CVPR 2017). AgeLens neither contains nor downloads it: fetch it yourself from its authors&apos; project page, https://susanqq.github.io/UTKFace/ (the aligned and cropped faces), then choose the folder or the archive here. Its terms: for non-commercial research only; the photos come from the internet and are not the authors&apos; property. A model trained on it is bound by the same terms.</source>
        <translation>UTKFace — собрание более 20 000 фото лиц с метками возраста от 0 до 116 лет и пола, авторы Zhang, Song и Qi (CVPR 2017). AgeLens его не содержит и не скачивает: возьмите его сами со страницы авторов, https://susanqq.github.io/UTKFace/ (выровненные и обрезанные лица), затем выберите здесь папку или архив. Условия: только для некоммерческих исследований; фото взяты из интернета и авторам не принадлежат. Модель, обученная на нём, связана теми же условиями.</translation>
    </message>
    <message>
        <source>Estimates of apparent age and of gender as perceived from appearance, for teaching and research. Not for identifying people, nor for any decision about a person.</source>
        <translation>Оценки возраста на вид и пола, воспринимаемого по внешности, для преподавания и исследований. Не для опознания людей и не для каких-либо решений о человеке.</translation>
    </message>
    <message>
        <source>Weights: non-commercial research use, as the terms of their training data require.</source>
        <translation>Веса: некоммерческое исследовательское использование, как того требуют условия обучающих данных.</translation>
    </message>
    <message>
        <source>Weights: free to use; they were trained on drawings made by a program.</source>
        <translation>Веса: свободное использование; они обучены на рисунках, сделанных программой.</translation>
    </message>
    <message>
        <source>Trained on purpose with a part of a group left out, to show what that does to its errors. Not for use on photos.</source>
        <translation>При обучении часть группы намеренно убрана, чтобы показать, как это сказывается на ошибках. Не для фото.</translation>
    </message>
    <message>
        <source>Of twenty differences that are none, chance makes one look real: what counts is the first row, for which the networks were trained.</source>
        <translation>Из двадцати мнимых различий одно по случайности выглядит настоящим: считается первая строка, ради которой сети и обучены.</translation>
    </message>
    <message>
        <source>Details: {0}</source>
        <translation>Подробности: {0}</translation>
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
        <translation>{0} (прореженный набор)</translation>
    </message>
    <message>
        <source>{0}: age</source>
        <translation>{0}: возраст</translation>
    </message>
    <message>
        <source>{0}: gender</source>
        <translation>{0}: пол</translation>
    </message>
    <message>
        <source>Latest / last epoch</source>
        <translation>Сейчас / последняя эпоха</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Потери</translation>
    </message>
    <message>
        <source>Apparent-age error (years)</source>
        <translation>Ошибка возраста на вид (годы)</translation>
    </message>
    <message>
        <source>Perceived-gender accuracy (%)</source>
        <translation>Точность воспринимаемого пола (%)</translation>
    </message>
    <message>
        <source>Age error
(years)</source>
        <translation>Ошибка возраста
(годы)</translation>
    </message>
    <message>
        <source>Gender
accuracy (%)</source>
        <translation>Точность
пола (%)</translation>
    </message>
    <message>
        <source>higher is better</source>
        <translation>чем выше, тем лучше</translation>
    </message>
    <message>
        <source>lower is better</source>
        <translation>чем ниже, тем лучше</translation>
    </message>
    <message>
        <source>Loss is the one number that training makes smaller: it adds up how wrong the answers are on age and gender.</source>
        <translation>Потери — единственное число, которое обучение уменьшает: в нём сложены ошибки ответов о возрасте и поле.</translation>
    </message>
    <message>
        <source>Validation can be better than training: the training faces are changed by chance to make them harder, and they are counted while the network is still learning.</source>
        <translation>На валидации может получаться лучше, чем на обучении: обучающие лица случайно изменяются, чтобы стать труднее, и считаются, пока сеть ещё учится.</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Последнее</translation>
    </message>
    <message>
        <source>Epoch {0}</source>
        <translation>Эпоха {0}</translation>
    </message>
    <message>
        <source>Epoch {0}, step {1}</source>
        <translation>Эпоха {0}, шаг {1}</translation>
    </message>
    <message>
        <source> years</source>
        <translation> года</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>потери</translation>
    </message>
    <message>
        <source>apparent-age error</source>
        <translation>ошибка возраста на вид</translation>
    </message>
    <message>
        <source>perceived-gender accuracy</source>
        <translation>точность воспринимаемого пола</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>валидация</translation>
    </message>
    <message>
        <source> in validation</source>
        <translation> на валидации</translation>
    </message>
    <message>
        <source>no figures</source>
        <translation>нет чисел</translation>
    </message>
    <message>
        <source>always the commoner gender: {0}</source>
        <translation>всегда более частый пол: {0}</translation>
    </message>
    <message>
        <source>always the same gender: {0}</source>
        <translation>всегда один и тот же пол: {0}</translation>
    </message>
    <message>
        <source>always the average age: {0} years</source>
        <translation>всегда средний возраст: {0} года</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>Replace the file?</source>
        <translation>Заменить файл?</translation>
    </message>
    <message>
        <source>There is a file {0} in this folder. Replace it?</source>
        <translation>В этой папке есть файл {0}. Заменить его?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Заменить</translation>
    </message>
</context>
<context>
    <name>faces</name>
    <message>
        <source>Apparent age</source>
        <translation>Возраст на вид</translation>
    </message>
    <message>
        <source>Perceived gender (from appearance)</source>
        <translation>Воспринимаемый пол (по внешности)</translation>
    </message>
    <message>
        <source>you: not a face</source>
        <translation>вы: не лицо</translation>
    </message>
    <message>
        <source>you: {0}</source>
        <translation>вы: {0}</translation>
    </message>
    <message>
        <source>female</source>
        <translation>женский</translation>
    </message>
    <message>
        <source>male</source>
        <translation>мужской</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>не могу определить</translation>
    </message>
</context>
<context>
    <name>folder</name>
    <message>
        <source>There is no face that both have labelled.</source>
        <translation>Нет ни одного лица, которое разметили оба.</translation>
    </message>
    <message>
        <source>Fewer than {0} is too few for reliable figures.</source>
        <translation>Меньше {0} — слишком мало для надёжных чисел.</translation>
    </message>
    <message>
        <source>Kappa measures agreement beyond chance. It cannot be computed where both gave every face the same answer ({0}).</source>
        <translation>Каппа измеряет согласие сверх случайного. Её нельзя вычислить там, где оба дали всем лицам один и тот же ответ ({0}).</translation>
    </message>
    <message>
        <source>a face</source>
        <translation>лицо</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>модель</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>без имени</translation>
    </message>
    <message>
        <source>{photo}, face {number}</source>
        <translation>{photo}, лицо {number}</translation>
    </message>
    <message>
        <source>{rater}: {said}</source>
        <translation>{rater}: {said}</translation>
    </message>
    <message>
        <source>A face or not</source>
        <translation>Лицо или нет</translation>
    </message>
    <message>
        <source>Perceived gender</source>
        <translation>Воспринимаемый пол</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>Согласны</translation>
    </message>
    <message>
        <source>Cohen’s kappa</source>
        <translation>Каппа Коэна</translation>
    </message>
    <message>
        <source>Mean difference</source>
        <translation>Среднее расхождение</translation>
    </message>
    <message>
        <source>Within 5 years</source>
        <translation>В пределах 5 лет</translation>
    </message>
    <message>
        <source>{0} years</source>
        <translation>{0} года</translation>
    </message>
    <message>
        <source>Apparent age</source>
        <translation>Возраст на вид</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>Фото пока нет</translation>
    </message>
    <message>
        <source>Finishing…</source>
        <translation>Завершение…</translation>
    </message>
    <message>
        <source>Stopping after the current photos…</source>
        <translation>Остановка после текущих фото…</translation>
    </message>
    <message>
        <source>There are no photos in this folder</source>
        <translation>В этой папке нет фото</translation>
    </message>
    <message>
        <source>Scanning the folder…</source>
        <translation>Просматривается папка…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Labelling</source>
        <translation>Разметка</translation>
    </message>
    <message>
        <source>{0} photos a second</source>
        <translation>фото в секунду: {0}</translation>
    </message>
    <message>
        <source>waiting for workers of the cluster</source>
        <translation>ожидание рабочих процессов кластера</translation>
    </message>
    <message>
        <source>Photos since the last check: {0}.</source>
        <translation>Фотографии с последней проверки: {0}.</translation>
    </message>
    <message>
        <source>No photo has changed since the last check.</source>
        <translation>С последней проверки ни одно фото не изменилось.</translation>
    </message>
    <message>
        <source>new</source>
        <translation>новое</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>перемещено</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>изменено</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>исчезло</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>без изменений</translation>
    </message>
    <message>
        <source>This photo was changed again: check for changes first.</source>
        <translation>Это фото снова изменилось: сначала проверьте изменения.</translation>
    </message>
    <message>
        <source>No differences: every value is the same</source>
        <translation>Расхождений нет: все значения совпадают</translation>
    </message>
    <message>
        <source>Nothing could be checked</source>
        <translation>Проверить ничего не удалось</translation>
    </message>
    <message>
        <source>The model says the same, but the table has changed since it was written</source>
        <translation>Модель говорит то же, но таблица изменилась с тех пор, как была записана</translation>
    </message>
    <message>
        <source>The table has changed since it was written.</source>
        <translation>Таблица изменилась с тех пор, как была записана.</translation>
    </message>
    <message>
        <source>Nobody can tell whether the table has changed since it was written: its settings file is not there.</source>
        <translation>Изменилась ли таблица с тех пор, как была записана, сказать нельзя: нет её файла настроек.</translation>
    </message>
    <message>
        <source>What the model said was compared, and how many rows and faces there are; what people said was not.</source>
        <translation>Сравнены ответы модели и число строк и лиц; ответы людей не сравнивались.</translation>
    </message>
    <message>
        <source>This model is not installed: {0}.</source>
        <translation>Эта модель не установлена: {0}.</translation>
    </message>
    <message>
        <source>The table was made by AgeLens {0}.</source>
        <translation>Таблица создана AgeLens {0}.</translation>
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
        <translation>HEIC и AVIF</translation>
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
        <translation>Другие</translation>
    </message>
    <message>
        <source>{low}–{high}</source>
        <translation>{low}–{high}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>не уверена</translation>
    </message>
    <message>
        <source>female</source>
        <translation>женский</translation>
    </message>
    <message>
        <source>male</source>
        <translation>мужской</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>не могу определить</translation>
    </message>
    <message>
        <source>not processed yet</source>
        <translation>ещё не обработано</translation>
    </message>
    <message>
        <source>could not be processed</source>
        <translation>не удалось обработать</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>не проверено</translation>
    </message>
    <message>
        <source>label held</source>
        <translation>метка отложена</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>скрыто</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>подтверждено</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>исправлено</translation>
    </message>
    <message>
        <source>not a face</source>
        <translation>не лицо</translation>
    </message>
    <message>
        <source>added by hand</source>
        <translation>добавлено вручную</translation>
    </message>
    <message>
        <source>no face</source>
        <translation>нет лица</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>не прочитано</translation>
    </message>
    <message>
        <source>held</source>
        <translation>отложена</translation>
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
        <translation>оценка {0}</translation>
    </message>
    <message>
        <source>certainty {0}</source>
        <translation>уверенность {0}</translation>
    </message>
    <message>
        <source>{0}, settled</source>
        <translation>{0}, решено</translation>
    </message>
    <message>
        <source>added by hand, partly reviewed</source>
        <translation>добавлено вручную, проверено частично</translation>
    </message>
    <message>
        <source>partly reviewed</source>
        <translation>проверено частично</translation>
    </message>
    <message>
        <source>{name}: apparent age {age}; perceived gender {gender}; {state}</source>
        <translation>{name}: возраст на вид {age}; воспринимаемый пол {gender}; {state}</translation>
    </message>
    <message>
        <source>no estimate</source>
        <translation>нет оценки</translation>
    </message>
    <message>
        <source>reviewer: {0}</source>
        <translation>проверяющий: {0}</translation>
    </message>
    <message>
        <source>Values by the model {0}</source>
        <translation>Значения модели {0}</translation>
    </message>
    <message>
        <source>Values by several models: {0}</source>
        <translation>Значения нескольких моделей: {0}</translation>
    </message>
    <message>
        <source>{0}. The current model is {1}.</source>
        <translation>{0}. Текущая модель: {1}.</translation>
    </message>
    <message>
        <source>These values come from {0}; the current model is {1}.</source>
        <translation>Эти значения получены моделью {0}; текущая модель — {1}.</translation>
    </message>
    <message>
        <source>These values come from {0}, which is no longer installed; the current model is {1}.</source>
        <translation>Эти значения получены моделью {0}, которая больше не установлена; текущая модель — {1}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces were labelled by both.</source>
        <translation>
            <numerusform>Оба разметили %Ln лицо.</numerusform>
            <numerusform>Оба разметили %Ln лица.</numerusform>
            <numerusform>Оба разметили %Ln лиц.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln photos are done</source>
        <translation>
            <numerusform>Готово %Ln фото</numerusform>
            <numerusform>Готовы все %Ln фото</numerusform>
            <numerusform>Готовы все %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: {1} of %Ln photos</source>
        <translation>
            <numerusform>{0}: {1} из %Ln фото</numerusform>
            <numerusform>{0}: {1} из %Ln фото</numerusform>
            <numerusform>{0}: {1} из %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces</source>
        <translation>
            <numerusform>%Ln лицо</numerusform>
            <numerusform>%Ln лица</numerusform>
            <numerusform>%Ln лиц</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln photos are done</source>
        <translation>
            <numerusform>Готово {0} из %Ln фото</numerusform>
            <numerusform>Готово {0} из %Ln фото</numerusform>
            <numerusform>Готово {0} из %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused: %Ln photos so far</source>
        <translation>
            <numerusform>На паузе: пока найдено %Ln фото</numerusform>
            <numerusform>На паузе: пока найдено %Ln фото</numerusform>
            <numerusform>На паузе: пока найдено %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels held: their photo was changed or replaced</source>
        <translation>
            <numerusform>отложено меток: %Ln (фото изменено или заменено)</numerusform>
            <numerusform>отложено меток: %Ln (фото изменено или заменено)</numerusform>
            <numerusform>отложено меток: %Ln (фото изменено или заменено)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pictures without a photo’s file name</source>
        <translation>
            <numerusform>%Ln изображение без имени фотографии</numerusform>
            <numerusform>%Ln изображения без имени фотографии</numerusform>
            <numerusform>%Ln изображений без имени фотографии</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln raw photos (not supported)</source>
        <translation>
            <numerusform>%Ln RAW-снимок (не поддерживается)</numerusform>
            <numerusform>%Ln RAW-снимка (не поддерживаются)</numerusform>
            <numerusform>%Ln RAW-снимков (не поддерживаются)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln JPEG XL pictures (not supported)</source>
        <translation>
            <numerusform>%Ln изображение JPEG XL (не поддерживается)</numerusform>
            <numerusform>%Ln изображения JPEG XL (не поддерживаются)</numerusform>
            <numerusform>%Ln изображений JPEG XL (не поддерживаются)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pictures of unsupported types</source>
        <translation>
            <numerusform>%Ln изображение неподдерживаемого типа</numerusform>
            <numerusform>%Ln изображения неподдерживаемых типов</numerusform>
            <numerusform>%Ln изображений неподдерживаемых типов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos of types not selected</source>
        <translation>
            <numerusform>%Ln фотография невыбранного типа</numerusform>
            <numerusform>%Ln фотографии невыбранных типов</numerusform>
            <numerusform>%Ln фотографий невыбранных типов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos that are only in the cloud</source>
        <translation>
            <numerusform>%Ln фотография только в облаке</numerusform>
            <numerusform>%Ln фотографии только в облаке</numerusform>
            <numerusform>%Ln фотографий только в облаке</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hidden photos not included</source>
        <translation>
            <numerusform>%Ln скрытая фотография не включена</numerusform>
            <numerusform>%Ln скрытые фотографии не включены</numerusform>
            <numerusform>%Ln скрытых фотографий не включены</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln subfolders not included</source>
        <translation>
            <numerusform>%Ln вложенная папка не включена</numerusform>
            <numerusform>%Ln вложенные папки не включены</numerusform>
            <numerusform>%Ln вложенных папок не включены</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln linked folders not followed</source>
        <translation>
            <numerusform>%Ln папка-ссылка не открыта</numerusform>
            <numerusform>%Ln папки-ссылки не открыты</numerusform>
            <numerusform>%Ln папок-ссылок не открыты</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hidden folders not included</source>
        <translation>
            <numerusform>%Ln скрытая папка не включена</numerusform>
            <numerusform>%Ln скрытые папки не включены</numerusform>
            <numerusform>%Ln скрытых папок не включены</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln further pages of long TIFF files</source>
        <translation>
            <numerusform>%Ln следующая страница длинных файлов TIFF</numerusform>
            <numerusform>%Ln следующие страницы длинных файлов TIFF</numerusform>
            <numerusform>%Ln следующих страниц длинных файлов TIFF</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln thumbnail or trash folders skipped</source>
        <translation>
            <numerusform>%Ln папка миниатюр или корзины пропущена</numerusform>
            <numerusform>%Ln папки миниатюр или корзины пропущены</numerusform>
            <numerusform>%Ln папок миниатюр или корзины пропущены</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers of the cluster</source>
        <translation>
            <numerusform>%Ln рабочий процесс кластера</numerusform>
            <numerusform>%Ln рабочих процесса кластера</numerusform>
            <numerusform>%Ln рабочих процессов кластера</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The labels of %Ln faces moved along.</source>
        <translation>
            <numerusform>Метки %Ln лица перешли вместе с фото.</numerusform>
            <numerusform>Метки %Ln лиц перешли вместе с фото.</numerusform>
            <numerusform>Метки %Ln лиц перешли вместе с фото.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The labels of %Ln faces are held.</source>
        <translation>
            <numerusform>Метки %Ln лица отложены.</numerusform>
            <numerusform>Метки %Ln лиц отложены.</numerusform>
            <numerusform>Метки %Ln лиц отложены.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model no longer finds %Ln faces that have labels.</source>
        <translation>
            <numerusform>Модель больше не находит %Ln лицо с метками.</numerusform>
            <numerusform>Модель больше не находит %Ln лица с метками.</numerusform>
            <numerusform>Модель больше не находит %Ln лиц с метками.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Scanning the folder: %Ln photos so far</source>
        <translation>
            <numerusform>Просмотр папки: пока найдено %Ln фото</numerusform>
            <numerusform>Просмотр папки: пока найдено %Ln фото</numerusform>
            <numerusform>Просмотр папки: пока найдено %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos without a face</source>
        <translation>
            <numerusform>%Ln фото без лица</numerusform>
            <numerusform>%Ln фото без лица</numerusform>
            <numerusform>%Ln фото без лица</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicates</source>
        <translation>
            <numerusform>%Ln дубликат</numerusform>
            <numerusform>%Ln дубликата</numerusform>
            <numerusform>%Ln дубликатов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln no longer there</source>
        <translation>
            <numerusform>больше нет на месте: %Ln</numerusform>
            <numerusform>больше нет на месте: %Ln</numerusform>
            <numerusform>больше нет на месте: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be read</source>
        <translation>
            <numerusform>не прочитан %Ln</numerusform>
            <numerusform>не прочитаны %Ln</numerusform>
            <numerusform>не прочитано %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln новое</numerusform>
            <numerusform>%Ln новых</numerusform>
            <numerusform>%Ln новых</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moved</source>
        <translation>
            <numerusform>%Ln перемещено</numerusform>
            <numerusform>%Ln перемещено</numerusform>
            <numerusform>%Ln перемещено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln изменено</numerusform>
            <numerusform>%Ln изменено</numerusform>
            <numerusform>%Ln изменено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gone</source>
        <translation>
            <numerusform>%Ln исчезло</numerusform>
            <numerusform>%Ln исчезло</numerusform>
            <numerusform>%Ln исчезло</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moved along</source>
        <translation>
            <numerusform>%Ln перешла вместе с фото</numerusform>
            <numerusform>%Ln перешли вместе с фото</numerusform>
            <numerusform>%Ln перешли вместе с фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln held</source>
        <translation>
            <numerusform>%Ln отложена</numerusform>
            <numerusform>%Ln отложены</numerusform>
            <numerusform>%Ln отложено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln on faces no longer found</source>
        <translation>
            <numerusform>%Ln на лице, которое больше не находится</numerusform>
            <numerusform>%Ln на лицах, которые больше не находятся</numerusform>
            <numerusform>%Ln на лицах, которые больше не находятся</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The table has %Ln rows; it was written with {0}.</source>
        <translation>
            <numerusform>В таблице %Ln строка; записана она была с {0}.</numerusform>
            <numerusform>В таблице %Ln строки; записана она была с {0}.</numerusform>
            <numerusform>В таблице %Ln строк; записана она была с {0}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It lists %Ln photos; it was written with {0}.</source>
        <translation>
            <numerusform>В ней %Ln фото; записана она была с {0}.</numerusform>
            <numerusform>В ней %Ln фото; записана она была с {0}.</numerusform>
            <numerusform>В ней %Ln фото; записана она была с {0}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln photos done</source>
        <translation>
            <numerusform>готово {0} из %Ln фото</numerusform>
            <numerusform>готово {0} из %Ln фото</numerusform>
            <numerusform>готово {0} из %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln faces reviewed</source>
        <translation>
            <numerusform>проверено {0} из %Ln лица</numerusform>
            <numerusform>проверено {0} из %Ln лиц</numerusform>
            <numerusform>проверено {0} из %Ln лиц</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos</source>
        <translation>
            <numerusform>%Ln фото</numerusform>
            <numerusform>%Ln фото</numerusform>
            <numerusform>%Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels</source>
        <translation>
            <numerusform>%Ln метка</numerusform>
            <numerusform>%Ln метки</numerusform>
            <numerusform>%Ln меток</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln years wide</source>
        <translation>
            <numerusform>ширина %Ln год</numerusform>
            <numerusform>ширина %Ln года</numerusform>
            <numerusform>ширина %Ln лет</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: %Ln photos</source>
        <translation>
            <numerusform>{0}: %Ln фото</numerusform>
            <numerusform>{0}: %Ln фото</numerusform>
            <numerusform>{0}: %Ln фото</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln differences found</source>
        <translation>
            <numerusform>Найдено %Ln расхождение</numerusform>
            <numerusform>Найдено %Ln расхождения</numerusform>
            <numerusform>Найдено %Ln расхождений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln photos were checked again.</source>
        <translation>
            <numerusform>Заново проверено {0} из %Ln фото.</numerusform>
            <numerusform>Заново проверено {0} из %Ln фото.</numerusform>
            <numerusform>Заново проверено {0} из %Ln фото.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are not where the table says.</source>
        <translation>
            <numerusform>%Ln фото не там, где указано в таблице.</numerusform>
            <numerusform>%Ln фото не там, где указано в таблице.</numerusform>
            <numerusform>%Ln фото не там, где указано в таблице.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces were added by people and cannot be repeated.</source>
        <translation>
            <numerusform>%Ln лицо добавлено человеком, его нельзя повторить.</numerusform>
            <numerusform>%Ln лица добавлены людьми, их нельзя повторить.</numerusform>
            <numerusform>%Ln лиц добавлены людьми, их нельзя повторить.</numerusform>
        </translation>
    </message>
    <message>
        <source>This file or folder does not exist. File: {0}</source>
        <translation>Такого файла или папки нет. Файл: {0}</translation>
    </message>
    <message>
        <source>This is neither a folder nor an AgeLens project. Open single photos in the Photos tab. File: {0}</source>
        <translation>Это не папка и не проект AgeLens. Отдельные фото открывайте на вкладке «Фото». Файл: {0}</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>No model is in use.</source>
        <translation>Модель не выбрана.</translation>
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
        <translation>Входное изображение</translation>
    </message>
    <message>
        <source>{0} × {0} px</source>
        <translation>{0} × {0} пкс</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Создана</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Балл</translation>
    </message>
    <message>
        <source>0 is male, 1 is female</source>
        <translation>0 — мужской, 1 — женский</translation>
    </message>
    <message>
        <source>Intended use</source>
        <translation>Назначение</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Лицензия</translation>
    </message>
    <message>
        <source>Test faces: mean age error, in years</source>
        <translation>Проверочные лица: ошибка возраста в среднем, лет</translation>
    </message>
    <message>
        <source>Test faces: genders as labelled</source>
        <translation>Проверочные лица: доля пола, как в разметке</translation>
    </message>
    <message>
        <source>Test faces: number</source>
        <translation>Проверочные лица: сколько</translation>
    </message>
    <message>
        <source>Test faces: share whose age is in the range</source>
        <translation>Проверочные лица: доля с возрастом в диапазоне</translation>
    </message>
    <message>
        <source>Test faces: mean width of the range, in years</source>
        <translation>Проверочные лица: средняя ширина диапазона, в годах</translation>
    </message>
    <message>
        <source>Model in use</source>
        <translation>Текущая модель</translation>
    </message>
    <message>
        <source>These figures are from the model’s own test faces. Expect worse results on other photos, above all for children, old people, poor light and groups that are rare in the training data.</source>
        <translation>Числа относятся к её собственным проверочным лицам; на других фото ждите меньшего, и ещё меньшего для детей, пожилых людей, при плохом свете и для групп, редких в обучающих данных.</translation>
    </message>
    <message>
        <source>AgeLens is free software under the Apache License 2.0. It uses these components; choose one to read its licence. Qt and PySide6 are used under the LGPL 3, unchanged.</source>
        <translation>AgeLens — свободная программа под Apache License 2.0. Она построена из этих частей; выберите часть, чтобы прочитать её лицензию. Qt и PySide6 используются по LGPL 3, без изменений.</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>Часть</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Лицензии</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>not stated</source>
        <translation>не указано</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Архитектура</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Параметры</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} МБ</translation>
    </message>
    <message>
        <source>Age error (years)</source>
        <translation>Ошибка возраста (лет)</translation>
    </message>
    <message>
        <source>Gender accuracy</source>
        <translation>Точность пола</translation>
    </message>
    <message>
        <source>Test faces</source>
        <translation>Проверочных лиц</translation>
    </message>
    <message>
        <source>Training faces</source>
        <translation>Учебных лиц</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Создана</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Условия</translation>
    </message>
</context>
<context>
    <name>photos</name>
    <message>
        <source>Pictures are saved as PNG or JPEG. File: {0}</source>
        <translation>Рисунки сохраняются как PNG или JPEG. Файл: {0}</translation>
    </message>
    <message>
        <source>The picture could not be saved. Is the folder writable, and is there enough disk space? File: {0}, {1}</source>
        <translation>Рисунок не удалось сохранить: можно ли писать в эту папку и есть ли место на диске? Файл: {0}, {1}</translation>
    </message>
    <message>
        <source>This file has changed since AgeLens read it; open it again. File: {0}, {1} x {2} pixels</source>
        <translation>Этот файл изменился после просмотра; откройте его снова. Файл: {0}, {1} x {2} пикселей</translation>
    </message>
    <message>
        <source>This is the original photo, which AgeLens never changes; choose another name. File: {0}</source>
        <translation>Это исходное фото, которое AgeLens никогда не меняет; выберите другое имя. Файл: {0}</translation>
    </message>
    <message>
        <source>This file does not exist, or no longer exists. File: {0}</source>
        <translation>Этого файла нет или больше нет. Файл: {0}</translation>
    </message>
    <message>
        <source>There is no photo in this folder. Folder: {0}</source>
        <translation>В этой папке нет фото. Папка: {0}</translation>
    </message>
    <message numerus="yes">
        <source>{0} and %Ln more</source>
        <translation>
            <numerusform>{0} и ещё %Ln</numerusform>
            <numerusform>{0} и ещё %Ln</numerusform>
            <numerusform>{0} и ещё %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>Next face</source>
        <translation>Следующее лицо</translation>
    </message>
    <message>
        <source>Nothing to confirm</source>
        <translation>Подтверждать нечего</translation>
    </message>
    <message>
        <source>Age is missing</source>
        <translation>Не указан возраст</translation>
    </message>
    <message>
        <source>Gender is missing</source>
        <translation>Не указан пол</translation>
    </message>
    <message>
        <source>Confirm {0}</source>
        <translation>Подтвердить {0}</translation>
    </message>
    <message>
        <source>Enter an age and choose a gender.</source>
        <translation>Введите возраст и выберите пол.</translation>
    </message>
    <message>
        <source>Enter an age.</source>
        <translation>Введите возраст.</translation>
    </message>
    <message>
        <source>Choose a gender.</source>
        <translation>Выберите пол.</translation>
    </message>
    <message>
        <source>The model has no estimate here: choose a gender.</source>
        <translation>У модели здесь нет оценки: выберите пол.</translation>
    </message>
    <message>
        <source>The model has no estimate here: enter an age.</source>
        <translation>У модели здесь нет оценки: введите возраст.</translation>
    </message>
    <message>
        <source>The model has no estimate here: enter your own answer.</source>
        <translation>У модели здесь нет оценки: введите свой ответ.</translation>
    </message>
    <message>
        <source>The model is not sure of the gender: choose one.</source>
        <translation>Модель не уверена в поле: выберите сами.</translation>
    </message>
    <message>
        <source>female</source>
        <translation>женский</translation>
    </message>
    <message>
        <source>male</source>
        <translation>мужской</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>The model is sure.</source>
        <translation>Модель уверена.</translation>
    </message>
    <message>
        <source>The model is fairly sure.</source>
        <translation>Модель довольно уверена.</translation>
    </message>
    <message>
        <source>The model is not very sure.</source>
        <translation>Модель не очень уверена.</translation>
    </message>
    <message>
        <source>Not very sure of the age.</source>
        <translation>Не очень уверена в возрасте.</translation>
    </message>
    <message>
        <source>Not very sure of the gender.</source>
        <translation>Не очень уверена в поле.</translation>
    </message>
    <message>
        <source>The box was moved by hand.</source>
        <translation>Рамка передвинута вручную.</translation>
    </message>
    <message>
        <source>The current model no longer finds this face.</source>
        <translation>Текущая модель его больше не находит.</translation>
    </message>
    <message>
        <source>Centre of the photo; face detection was off.</source>
        <translation>Середина фото; поиск лиц был отключён.</translation>
    </message>
    <message>
        <source>discuss</source>
        <translation>обсудить</translation>
    </message>
    <message>
        <source>poor picture</source>
        <translation>плохой снимок</translation>
    </message>
    <message>
        <source>good example</source>
        <translation>хороший пример</translation>
    </message>
    <message>
        <source>Sure of the age.</source>
        <translation>Уверена в возрасте.</translation>
    </message>
    <message>
        <source>apparent age {age}; gender hidden</source>
        <translation>возраст на вид {age}; пол скрыт</translation>
    </message>
    <message>
        <source>perceived gender (from appearance) {gender}; age hidden</source>
        <translation>воспринимаемый пол (по внешности) {gender}; возраст скрыт</translation>
    </message>
    <message>
        <source>hidden until you answer</source>
        <translation>скрыто, пока вы не ответили</translation>
    </message>
    <message>
        <source>Fairly sure of the age.</source>
        <translation>Довольно уверена в возрасте.</translation>
    </message>
    <message>
        <source>Sure of the gender.</source>
        <translation>Уверена в поле.</translation>
    </message>
    <message>
        <source>Fairly sure of the gender.</source>
        <translation>Довольно уверена в поле.</translation>
    </message>
    <message>
        <source>Drawn by hand.</source>
        <translation>Обведено вручную.</translation>
    </message>
    <message>
        <source>Face found with score {0}.</source>
        <translation>Лицо найдено с уверенностью {0}.</translation>
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
        <translation>Обучается сейчас</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Прервано</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Остановлено</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Закончено</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} из {1}</translation>
    </message>
    <message>
        <source>{0}, from a model</source>
        <translation>{0}, от модели</translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln runs?</source>
        <translation>
            <numerusform>Удалить %Ln обучение?</numerusform>
            <numerusform>Удалить %Ln обучения?</numerusform>
            <numerusform>Удалить %Ln обучений?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Train %Ln more epochs</source>
        <translation>
            <numerusform>Ещё %Ln эпоха</numerusform>
            <numerusform>Ещё %Ln эпохи</numerusform>
            <numerusform>Ещё %Ln эпох</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs, {0}</source>
        <translation>
            <numerusform>%Ln обучение, {0}</numerusform>
            <numerusform>%Ln обучения, {0}</numerusform>
            <numerusform>%Ln обучений, {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>training</name>
    <message>
        <source>Layer</source>
        <translation>Слой</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Параметры</translation>
    </message>
    <message>
        <source>the mean of the squared errors</source>
        <translation>среднее квадратов ошибок</translation>
    </message>
    <message>
        <source>the learning rate warms up and cools down</source>
        <translation>скорость обучения разгоняется и затухает</translation>
    </message>
    <message>
        <source>the weights are averaged over time</source>
        <translation>веса усредняются по времени</translation>
    </message>
    <message>
        <source>Recipe “{0}”: {1}, {2}, Adam with a learning rate of {3}.</source>
        <translation>Рецепт «{0}»: {1}, {2}, Adam со скоростью обучения {3}.</translation>
    </message>
    <message>
        <source>The same layers and recipe, with fewer training faces.</source>
        <translation>Те же слои и рецепт, но меньше лиц для обучения.</translation>
    </message>
    <message>
        <source>Also: {0}.</source>
        <translation>Также: {0}.</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>отражаются</translation>
    </message>
    <message>
        <source>shifted</source>
        <translation>сдвигаются</translation>
    </message>
    <message>
        <source>tinted</source>
        <translation>подкрашиваются</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>размываются</translation>
    </message>
    <message>
        <source>partly covered</source>
        <translation>частично закрываются</translation>
    </message>
    <message>
        <source>Seed {0}.</source>
        <translation>Начальное число {0}.</translation>
    </message>
    <message>
        <source>Output shape</source>
        <translation>Форма выхода</translation>
    </message>
    <message>
        <source>Starts from the weights of {0} instead of random ones.</source>
        <translation>Начинает с весов {0}, а не со случайных.</translation>
    </message>
    <message>
        <source>No augmentation: each face is used unchanged.</source>
        <translation>Без аугментации: каждое лицо без изменений.</translation>
    </message>
    <message>
        <source>the mean absolute error in years</source>
        <translation>средняя абсолютная ошибка в годах</translation>
    </message>
    <message>
        <source>the error of the mean in years, plus the distance of the predicted distribution from a narrow normal distribution around the label</source>
        <translation>ошибка среднего в годах и расстояние предсказанного распределения от узкого нормального распределения вокруг метки</translation>
    </message>
    <message>
        <source>Loss: for age, {0}; for gender, the cross-entropy.</source>
        <translation>Потери: для возраста {0}; для пола перекрёстная энтропия.</translation>
    </message>
    <message>
        <source>Gender is weighted {0} times as much.</source>
        <translation>Вес пола: {0}.</translation>
    </message>
    <message>
        <source>the first prediction is the mean of the data</source>
        <translation>первое предсказание — среднее данных</translation>
    </message>
    <message>
        <source>weight decay keeps the weights small</source>
        <translation>веса сдерживаются их затуханием</translation>
    </message>
    <message>
        <source>batch normalisation during training</source>
        <translation>пакетная нормализация во время обучения</translation>
    </message>
    <message>
        <source>predictions are averaged over a face and its mirror image</source>
        <translation>предсказания усредняются по лицу и его отражению</translation>
    </message>
    <message>
        <source>faces in the dark are brightened before they are judged</source>
        <translation>лица, снятые в темноте, осветляются перед оценкой</translation>
    </message>
    <message>
        <source>rotated</source>
        <translation>поворачиваются</translation>
    </message>
    <message>
        <source>zoomed</source>
        <translation>увеличиваются</translation>
    </message>
    <message>
        <source>brightened or darkened</source>
        <translation>светлеют или темнеют</translation>
    </message>
    <message>
        <source>changed in contrast</source>
        <translation>меняют контраст</translation>
    </message>
    <message>
        <source>turned grey</source>
        <translation>становятся серыми</translation>
    </message>
    <message>
        <source>compressed as JPEG</source>
        <translation>сжимаются как JPEG</translation>
    </message>
    <message>
        <source>made grainy</source>
        <translation>получают зерно</translation>
    </message>
    <message>
        <source>put in low light</source>
        <translation>затемняются</translation>
    </message>
    <message>
        <source>Augmentation: faces are randomly {0}.</source>
        <translation>Аугментация: лица случайно {0}.</translation>
    </message>
    <message>
        <source>Faces and computer</source>
        <translation>Лица и компьютер</translation>
    </message>
    <message>
        <source>Input image, RGB</source>
        <translation>Входное изображение, RGB</translation>
    </message>
    <message>
        <source>Convolution, {0} filters of 3 × 3, ReLU</source>
        <translation>Свёртка, фильтров 3 × 3: {0}, ReLU</translation>
    </message>
    <message>
        <source>Convolution, {0} filters of 3 × 3, stride 2, batch normalisation, ReLU</source>
        <translation>Свёртка, фильтров 3 × 3: {0}, шаг 2, пакетная нормализация, ReLU</translation>
    </message>
    <message>
        <source>Max pooling, 2 × 2</source>
        <translation>Максимум-пулинг 2 × 2</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>Вытягивание в вектор</translation>
    </message>
    <message>
        <source>Residual block, two convolutions of {0} filters, squeeze-excitation</source>
        <translation>Остаточный блок, две свёртки, фильтров: {0}, squeeze-excitation</translation>
    </message>
    <message>
        <source>Global average pooling</source>
        <translation>Глобальный усредняющий пулинг</translation>
    </message>
    <message>
        <source>Output: age, a probability for each year from 0 to 100</source>
        <translation>Выход: возраст, вероятность для каждого года от 0 до 100</translation>
    </message>
    <message>
        <source>Mean and standard deviation of the age</source>
        <translation>Среднее и стандартное отклонение возраста</translation>
    </message>
    <message>
        <source>Dense (gender), ReLU</source>
        <translation>Полносвязный (пол), ReLU</translation>
    </message>
    <message>
        <source>Dense (age), ReLU</source>
        <translation>Полносвязный (возраст), ReLU</translation>
    </message>
    <message>
        <source>Dense, ReLU</source>
        <translation>Полносвязный, ReLU</translation>
    </message>
    <message>
        <source>Dropout {0} (gender)</source>
        <translation>Dropout {0} (пол)</translation>
    </message>
    <message>
        <source>Dropout {0} (age)</source>
        <translation>Dropout {0} (возраст)</translation>
    </message>
    <message>
        <source>Dropout {0}</source>
        <translation>Dropout {0}</translation>
    </message>
    <message>
        <source>Output: gender, sigmoid</source>
        <translation>Выход: пол, сигмоида</translation>
    </message>
    <message>
        <source>Output: age, ReLU</source>
        <translation>Выход: возраст, ReLU</translation>
    </message>
    <message>
        <source>Training took {0}.</source>
        <translation>Обучение заняло {0}.</translation>
    </message>
    <message>
        <source>female</source>
        <translation>женский</translation>
    </message>
    <message>
        <source>male</source>
        <translation>мужской</translation>
    </message>
    <message>
        <source>labelled {0}, predicted {1} {2}%</source>
        <translation>в разметке {0}, предсказано {1} {2}%</translation>
    </message>
    <message>
        <source>Drawn faces</source>
        <translation>Нарисованные лица</translation>
    </message>
    <message>
        <source>Combined model</source>
        <translation>Совместная модель</translation>
    </message>
    <message>
        <source>Separate models</source>
        <translation>Раздельные модели</translation>
    </message>
    <message>
        <source>Recommended model</source>
        <translation>Рекомендуемая модель</translation>
    </message>
    <message>
        <source> and </source>
        <translation> и </translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>The training was interrupted</source>
        <translation>Обучение прервано</translation>
    </message>
    <message>
        <source>Stopping: nothing has been trained yet</source>
        <translation>Остановка: обучение ещё не началось</translation>
    </message>
    <message>
        <source>Stopping: keeping the best model so far</source>
        <translation>Остановка: сохраняется лучшая модель</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>Не идёт</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Запуск…</translation>
    </message>
    <message>
        <source>Preparing the faces</source>
        <translation>Подготовка лиц</translation>
    </message>
    <message>
        <source>Converting the best weights for use</source>
        <translation>Преобразование лучших весов для работы</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>Drawing the faces</source>
        <translation>Рисование лиц</translation>
    </message>
    <message>
        <source>Unpacking the faces</source>
        <translation>Распаковка лиц</translation>
    </message>
    <message>
        <source>{0} at {1} × {1} pixels</source>
        <translation>{0}, размер {1} × {1} пикс.</translation>
    </message>
    <message>
        <source>starting the training process</source>
        <translation>запускается процесс обучения</translation>
    </message>
    <message>
        <source>it took {0} with preparing and storing</source>
        <translation>заняло {0} вместе с подготовкой и сохранением</translation>
    </message>
    <message>
        <source>{0}, thinned set</source>
        <translation>{0}, прореженный набор</translation>
    </message>
    <message>
        <source>{0}, age</source>
        <translation>{0}, возраст</translation>
    </message>
    <message>
        <source>{0}, gender</source>
        <translation>{0}, пол</translation>
    </message>
    <message>
        <source>Faces of any kind</source>
        <translation>Любые лица</translation>
    </message>
    <message>
        <source>Faces of the group “{0}”</source>
        <translation>Лица группы «{0}»</translation>
    </message>
    <message>
        <source>Faces labelled female</source>
        <translation>Лица с меткой «женский»</translation>
    </message>
    <message>
        <source>Faces labelled male</source>
        <translation>Лица с меткой «мужской»</translation>
    </message>
    <message>
        <source>Faces aged {0} to {1}</source>
        <translation>Лица от {0} до {1} лет</translation>
    </message>
    <message>
        <source>Faces aged {0} and over</source>
        <translation>Лица от {0} лет и старше</translation>
    </message>
    <message>
        <source>{0}: left out</source>
        <translation>{0}: убраны</translation>
    </message>
    <message>
        <source>{0}: {1}{2}% stay</source>
        <translation>{0}: остаётся {1}{2}%</translation>
    </message>
    <message>
        <source>{0}, with and without a group</source>
        <translation>{0}, с группой и без неё</translation>
    </message>
    <message>
        <source>Stopped while preparing the faces</source>
        <translation>Остановлено во время подготовки лиц</translation>
    </message>
    <message>
        <source>Stopped during {0}; {1}</source>
        <translation>Остановлено: {0}; {1}</translation>
    </message>
    <message>
        <source>epoch {0} of {1}</source>
        <translation>эпоха {0} из {1}</translation>
    </message>
    <message>
        <source>kept the initial weights</source>
        <translation>оставлены начальные веса</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} из {1}</translation>
    </message>
    <message>
        <source>step {0} of {1}</source>
        <translation>шаг {0} из {1}</translation>
    </message>
    <message>
        <source>{0} so far</source>
        <translation>пока {0}</translation>
    </message>
    <message>
        <source>It has been training for {0}.</source>
        <translation>Обучение длится {0}.</translation>
    </message>
    <message>
        <source>It has been training for {0}, with {1}.</source>
        <translation>Обучение длится {0}, {1}.</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>Остановлено раньше</translation>
    </message>
    <message>
        <source>Stopped after {0}; {1}</source>
        <translation>Остановлено: {0}; {1}</translation>
    </message>
    <message>
        <source>kept what it had learned so far</source>
        <translation>сохранено то, чему сеть успела научиться</translation>
    </message>
    <message>
        <source>kept epoch {0}</source>
        <translation>оставлена эпоха {0}</translation>
    </message>
    <message>
        <source>, epoch {0} of {1}</source>
        <translation>, эпоха {0} из {1}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln parameters</source>
        <translation>
            <numerusform>%Ln параметр</numerusform>
            <numerusform>%Ln параметра</numerusform>
            <numerusform>%Ln параметров</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln parameters: numbers that are learned.</source>
        <translation>
            <numerusform>%Ln параметр: число, которому учится сеть.</numerusform>
            <numerusform>%Ln параметра: числа, которым учится сеть.</numerusform>
            <numerusform>%Ln параметров: числа, которым учится сеть.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at most %Ln epochs</source>
        <translation>
            <numerusform>не больше %Ln эпохи</numerusform>
            <numerusform>не больше %Ln эпох</numerusform>
            <numerusform>не больше %Ln эпох</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces a step</source>
        <translation>
            <numerusform>%Ln лицо за шаг</numerusform>
            <numerusform>%Ln лица за шаг</numerusform>
            <numerusform>%Ln лиц за шаг</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Device: %Ln processor cores ({0}), or a graphics card where TensorFlow finds one. The training runs in a process of its own.</source>
        <translation>
            <numerusform>Устройство: %Ln ядро процессора ({0}) или видеокарта, если TensorFlow её найдёт. Обучение идёт в отдельном процессе.</numerusform>
            <numerusform>Устройство: %Ln ядра процессора ({0}) или видеокарта, если TensorFlow её найдёт. Обучение идёт в отдельном процессе.</numerusform>
            <numerusform>Устройство: %Ln ядер процессора ({0}) или видеокарта, если TensorFlow её найдёт. Обучение идёт в отдельном процессе.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of 100 faces are blended with another of about the same age</source>
        <translation>
            <numerusform>%Ln из 100 лиц смешивается с другим примерно того же возраста</numerusform>
            <numerusform>%Ln из 100 лиц смешиваются с другим примерно того же возраста</numerusform>
            <numerusform>%Ln из 100 лиц смешиваются с другим примерно того же возраста</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the last %Ln epochs show the faces as they are</source>
        <translation>
            <numerusform>последняя %Ln эпоха показывает лица как есть</numerusform>
            <numerusform>последние %Ln эпохи показывают лица как есть</numerusform>
            <numerusform>последние %Ln эпох показывают лица как есть</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>it ends after %Ln epochs without progress</source>
        <translation>
            <numerusform>конец после %Ln эпохи без прогресса</numerusform>
            <numerusform>конец после %Ln эпох без прогресса</numerusform>
            <numerusform>конец после %Ln эпох без прогресса</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces to train on, {0} to validate after each epoch, {1} kept for the test at the end; duplicates stay on one side.</source>
        <translation>
            <numerusform>%Ln лицо для обучения, {0} для валидации после каждой эпохи, {1} для проверки в конце; дубликаты остаются по одну сторону.</numerusform>
            <numerusform>%Ln лица для обучения, {0} для валидации после каждой эпохи, {1} для проверки в конце; дубликаты остаются по одну сторону.</numerusform>
            <numerusform>%Ln лиц для обучения, {0} для валидации после каждой эпохи, {1} для проверки в конце; дубликаты остаются по одну сторону.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>labelled {0}, guessed {1}: off by %Ln years</source>
        <translation>
            <numerusform>в разметке {0}, догадка {1}: ошибка %Ln год</numerusform>
            <numerusform>в разметке {0}, догадка {1}: ошибка %Ln года</numerusform>
            <numerusform>в разметке {0}, догадка {1}: ошибка %Ln лет</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apparent age: {0} years off on average, on %Ln test faces.</source>
        <translation>
            <numerusform>Возраст на вид: ошибка в среднем {0} года на %Ln проверочном лице.</numerusform>
            <numerusform>Возраст на вид: ошибка в среднем {0} года на %Ln проверочных лицах.</numerusform>
            <numerusform>Возраст на вид: ошибка в среднем {0} года на %Ln проверочных лицах.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Perceived gender: as labelled in {0}{1}%, on %Ln test faces.</source>
        <translation>
            <numerusform>Воспринимаемый пол: как в разметке в {0}{1}% случаев, на %Ln проверочном лице.</numerusform>
            <numerusform>Воспринимаемый пол: как в разметке в {0}{1}% случаев, на %Ln проверочных лицах.</numerusform>
            <numerusform>Воспринимаемый пол: как в разметке в {0}{1}% случаев, на %Ln проверочных лицах.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln epochs</source>
        <translation>
            <numerusform>{0} из %Ln эпохи</numerusform>
            <numerusform>{0} из %Ln эпох</numerusform>
            <numerusform>{0} из %Ln эпох</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces a second</source>
        <translation>
            <numerusform>%Ln лицо в секунду</numerusform>
            <numerusform>%Ln лица в секунду</numerusform>
            <numerusform>%Ln лиц в секунду</numerusform>
        </translation>
    </message>
    <message>
        <source>Below each layer: its output shape · its parameters, with a bar for their share</source>
        <translation>Под каждым слоем: форма выхода · параметры, полоска показывает их долю</translation>
    </message>
    <message>
        <source>{0}, for comparison</source>
        <translation>{0}, для сравнения</translation>
    </message>
    <message>
        <source>fewer than {0}</source>
        <translation>меньше {0}</translation>
    </message>
    <message>
        <source>All other faces</source>
        <translation>Все остальные лица</translation>
    </message>
    <message>
        <source>{0} (thinned)</source>
        <translation>{0} (прорежены)</translation>
    </message>
    <message>
        <source>({0} to {1})</source>
        <translation>(от {0} до {1})</translation>
    </message>
</context>
<context>
    <name>wall</name>
    <message>
        <source>female</source>
        <translation>женский</translation>
    </message>
    <message>
        <source>male</source>
        <translation>мужской</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>нет метки</translation>
    </message>
    <message>
        <source>Before training</source>
        <translation>До обучения</translation>
    </message>
    <message>
        <source>After epoch {0}</source>
        <translation>После эпохи {0}</translation>
    </message>
    <message>
        <source>own photo {0}</source>
        <translation>своё фото {0}</translation>
    </message>
    <message>
        <source>{0}, no label. {1}: {2}.</source>
        <translation>{0}, без метки. {1}: {2}.</translation>
    </message>
    <message>
        <source>{0} predicts apparent age {1}, perceived gender (from appearance) {2}</source>
        <translation>{0}: возраст на вид {1}, воспринимаемый пол (по внешности) {2}</translation>
    </message>
    <message>
        <source>no prediction yet</source>
        <translation>предсказания ещё нет</translation>
    </message>
    <message>
        <source>Face {0}. Label: {1}. {2}: {3}.</source>
        <translation>Лицо {0}. Метка: {1}. {2}: {3}.</translation>
    </message>
    <message numerus="yes">
        <source>age %Ln</source>
        <translation>
            <numerusform>%Ln год</numerusform>
            <numerusform>%Ln года</numerusform>
            <numerusform>%Ln лет</numerusform>
        </translation>
    </message>
    <message>
        <source>Face {0}: {1}</source>
        <translation>Лицо {0}: {1}</translation>
    </message>
</context>
<context>
    <name>webcam</name>
    <message>
        <source>Its pictures are stored in a form that cannot be shown here: {0}</source>
        <translation>Его изображения сохранены в формате, который здесь нельзя показать: {0}</translation>
    </message>
    <message>
        <source>It holds sound, but no pictures.</source>
        <translation>В нём есть звук, но нет изображения.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Камера</translation>
    </message>
    <message>
        <source>The log could not be written. Is the folder writable, and is there enough disk space? File: {0}, {1}</source>
        <translation>Запись не удалась: можно ли писать в эту папку и есть ли место на диске? Файл: {0}, {1}</translation>
    </message>
    <message>
        <source>Click to show</source>
        <translation>Щёлкните, чтобы показать</translation>
    </message>
    <message>
        <source>The camera is off</source>
        <translation>Камера выключена</translation>
    </message>
    <message>
        <source>Start it when everyone in view agrees.</source>
        <translation>Включите её, когда согласны все, кто попадает в кадр.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Camera or video is closed until you start it again.</source>
        <translation>Камера или видео закрыты, пока вы не включите их снова.</translation>
    </message>
    <message>
        <source>May AgeLens use the camera?</source>
        <translation>Разрешить AgeLens использовать камеру?</translation>
    </message>
    <message>
        <source>Your system is asking; the camera stays off until you answer.</source>
        <translation>Спрашивает система; до вашего ответа камера выключена.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Запуск…</translation>
    </message>
    <message>
        <source>Waiting for the first picture from {0}.</source>
        <translation>Ожидание первого кадра: {0}.</translation>
    </message>
    <message>
        <source>Your system has blocked it. Allow AgeLens to use the camera in the system’s privacy settings, then press Start camera again.</source>
        <translation>Система не разрешает. Разрешите камеру для AgeLens в настройках приватности системы и снова нажмите «Включить камеру».</translation>
    </message>
    <message>
        <source>Plug one in and it will appear here, or open a video file instead.</source>
        <translation>Подключите камеру, и она появится сама; или откройте видеофайл.</translation>
    </message>
    <message>
        <source>{0} is sending no picture. The video continues automatically as soon as it does.</source>
        <translation>{0} сейчас ничего не присылает; продолжится само, когда сможет.</translation>
    </message>
    <message>
        <source>Plug {0} in again, and the video continues automatically.</source>
        <translation>Подключите {0} снова, и всё продолжится само.</translation>
    </message>
    <message>
        <source>Is another program using it? Close that program, then press Start camera again. Details: {0}</source>
        <translation>Её занимает другая программа? Закройте её и снова нажмите «Включить камеру». Подробности: {0}</translation>
    </message>
    <message>
        <source>It is damaged, missing, or of a type that AgeLens cannot play. Details: {0}</source>
        <translation>Он повреждён, исчез или такого вида, какого AgeLens не знает. Подробности: {0}</translation>
    </message>
    <message>
        <source>AgeLens may not use the camera</source>
        <translation>AgeLens нельзя использовать камеру</translation>
    </message>
    <message>
        <source>No camera found</source>
        <translation>Камера не найдена</translation>
    </message>
    <message>
        <source>No picture is coming</source>
        <translation>Кадры не приходят</translation>
    </message>
    <message>
        <source>The camera was unplugged</source>
        <translation>Камеру отключили</translation>
    </message>
    <message>
        <source>The camera could not be opened</source>
        <translation>Камеру не удалось открыть</translation>
    </message>
    <message>
        <source>This video cannot be played</source>
        <translation>Это видео не воспроизводится</translation>
    </message>
    <message>
        <source>{0} × {1}</source>
        <translation>{0} × {1}</translation>
    </message>
    <message>
        <source>{0} ms delay</source>
        <translation>задержка {0} мс</translation>
    </message>
    <message numerus="yes">
        <source>%Ln frames/s</source>
        <translation>
            <numerusform>%Ln кадр/с</numerusform>
            <numerusform>%Ln кадра/с</numerusform>
            <numerusform>%Ln кадров/с</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln predictions/s</source>
        <translation>
            <numerusform>%Ln оценка/с</numerusform>
            <numerusform>%Ln оценки/с</numerusform>
            <numerusform>%Ln оценок/с</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>no estimate</source>
        <translation>нет оценки</translation>
    </message>
    <message>
        <source>around {years}</source>
        <translation>около {years}</translation>
    </message>
    <message>
        <source>under 1</source>
        <translation>до 1 года</translation>
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
        <translation>не уверена</translation>
    </message>
    <message>
        <source>female</source>
        <translation>женский</translation>
    </message>
    <message>
        <source>male</source>
        <translation>мужской</translation>
    </message>
    <message>
        <source>apparent age {age}; perceived gender (from appearance) {gender}</source>
        <translation>возраст на вид {age}; воспринимаемый пол (по внешности) {gender}</translation>
    </message>
    <message>
        <source>No face</source>
        <translation>Нет лиц</translation>
    </message>
    <message>
        <source>{title}: trained on purpose with a part of a group left out. Not for use on photos.</source>
        <translation>{title}: при обучении часть группы намеренно убрана. Не для фото.</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} ч {1} мин</translation>
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
        <translation>осталось несколько секунд</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>осталось меньше минуты</translation>
    </message>
    <message>
        <source>about {0} h {1} min left</source>
        <translation>осталось около {0} ч {1} мин</translation>
    </message>
    <message>
        <source>{title}: trained on drawn faces only. Its results on photos are meaningless.</source>
        <translation>{title}: знает только нарисованные лица. Её результаты на фото ничего не значат.</translation>
    </message>
    <message>
        <source>No face found.</source>
        <translation>Лиц не найдено.</translation>
    </message>
    <message>
        <source>Face {number}: {face}</source>
        <translation>Лицо {number}: {face}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces</source>
        <translation>
            <numerusform>%Ln лицо</numerusform>
            <numerusform>%Ln лица</numerusform>
            <numerusform>%Ln лиц</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln байт</numerusform>
            <numerusform>%Ln байта</numerusform>
            <numerusform>%Ln байт</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes left</source>
        <translation>
            <numerusform>осталась примерно %Ln минута</numerusform>
            <numerusform>осталось примерно %Ln минуты</numerusform>
            <numerusform>осталось примерно %Ln минут</numerusform>
        </translation>
    </message>
</context>
</TS>
