# The SMS after a call to the number.

call-urgent-paged = سجلنا أن اتصالكم عاجل، الطلب { $reference }. نتصل الآن بالشخص المناوب. في حالة الخطر: 18 أو 112.
call-urgent-alerted = سجلنا أن اتصالكم عاجل، الطلب { $reference }. أُبلغ موظف بذلك. في حالة الخطر: 18 أو 112.
call-message-kept = سجلنا رسالتكم الصوتية، الطلب { $reference }. سيستمع إليها أحد الموظفين. في حالة الخطر: 18 أو 112.
