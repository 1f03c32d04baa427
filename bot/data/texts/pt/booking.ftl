# Marcações: horários de duas horas.

ask-window = Que horário lhe convém para a visita de um técnico ({ $problem })? Também pode dizer-me o que prefere, por exemplo «quinta-feira de manhã». Guardo-lhe estes horários durante 5 minutos.
    .sms = Quando pode um técnico passar ({ $problem })?
ask-window-tenant-pays = Em princípio, esta reparação ({ $problem }) é por sua conta, salvo desgaste ou defeito: a título indicativo, segundo a lei francesa 89-462, art. 7 d. Uma visita pode ser-lhe cobrada. Escolha um horário, ou peça primeiro a um atendente que verifique. Guardo-lhe estes horários durante 5 minutos.
    .sms = Em princípio por sua conta, salvo desgaste (a título indicativo, lei 89-462 art. 7 d). Visita às vezes paga. Quando?
no-window-suits = Não tenho mais nada nessa altura. Isto ainda é possível:
no-window-at-all = Não encontro nenhum horário livre na internet.
booking-after-this = Sim, proponho-lhe uma marcação logo a seguir. Primeiro:
booking-by-adviser = Para o pedido { $reference }, um atendente verifica a sua morada e propõe-lhe aqui uma data.
booking-lost = Não encontro essa marcação. O que quer fazer?
booking-later = Está bem, não marcamos nada agora. O seu pedido continua aberto: escreva «marcação» quando quiser.
    .sms = Está bem. O seu pedido continua aberto: escreva "marcação" quando quiser.
window-taken = Lamento, esse horário acaba de ser ocupado. Estes são os mais próximos:
appointment-booked =
    Está marcado: { $firm } passa { $window } ({ $problem }, pedido { $reference }).
    { $prepare } Se não puder, avise-me aqui antes.
    { $calendar }
    .sms = Está marcado: { $firm } passa { $window }, pedido { $reference }. { $prepare } Não pode? Escreva-me.
appointment-is = A sua marcação: { $firm } passa { $window } ({ $problem }, pedido { $reference }).
    .sms = A sua marcação: { $firm } passa { $window }, pedido { $reference }.
appointment-none = Não vejo nenhuma visita marcada para si. O que quer fazer?
appointment-moving = Está bem, escolha outro horário. A sua marcação atual mantém-se até lá.
appointment-cancelled = A marcação ({ $window }) com { $firm } está cancelada. O seu pedido { $reference } continua aberto.
no-show-recorded = Pedimos muita desculpa: { $firm } não veio como combinado ({ $window }, pedido { $reference }). Está registado e um atendente foi avisado. Quer outro horário?
    .sms = Pedimos muita desculpa: { $firm } não veio ({ $window }, pedido { $reference }). Está registado, um atendente foi avisado. Outro horário?
booking-kept = Está bem, a sua marcação atual mantém-se.
number-not-listed = Esse número não está na lista: escolha de 1 a { $count }.
day-impossible = Esse dia não existe no calendário.
day-past = Esse dia já passou.
window-gone = Lamento, esse horário já não é possível. Estes são os mais próximos:
ask-off-days = Uma visita ao sábado, ao domingo ou num feriado precisa do seu acordo expresso (lei francesa 89-462, art. 7 e). Está de acordo?
    .sms = Ao sábado, ao domingo ou num feriado é preciso o seu acordo expresso (lei 89-462 art. 7 e). Está de acordo?
appointment-too-late = Já é tarde para mudar aqui a marcação ({ $window }) com { $firm }: nada mudou. Um atendente foi avisado e vai responder-lhe (pedido { $reference }).
appointment-calendar = Para a sua agenda: { $link }
work-order-sent = Boas notícias: { $firm } vai fazer os trabalhos ({ $problem }, pedido { $reference }). Que horário lhe convém?
    .sms = { $firm } vai fazer os trabalhos, pedido { $reference }. Que horário lhe convém?
work-order-told = Boas notícias: { $firm } vai fazer os trabalhos ({ $problem }, pedido { $reference }). Para escolher um horário, escreva «marcação».
    .sms = { $firm } vai fazer os trabalhos, pedido { $reference }. Para escolher um horário, escreva "marcação".
work-order-booked = { $firm } recebeu a encomenda dos trabalhos (pedido { $reference }). A sua marcação mantém-se: { $window }.
appointment-withdrawn = Lamentamos, { $firm } não pode vir { $window } (pedido { $reference }). A marcação está cancelada. Escolha outro horário quando quiser.
    .sms = Lamentamos, { $firm } não pode vir { $window } (pedido { $reference }). Outro horário?
