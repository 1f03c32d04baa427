# Em que ponto está um pedido.

status = O seu pedido { $reference } ({ $problem }): { $last } ({ $on }). { $next }
    .sms = Pedido { $reference } ({ $problem }): { $last } ({ $on }). { $next }
status-not-found = Não encontro o pedido { $reference } para este número. Verifique a referência, ou escolha:
status-none = Não vejo nenhum pedido em curso em seu nome. O que quer fazer?

step-received = recebido
step-qualified = registado
step-assigned = entregue a uma equipa
step-booked = visita marcada
step-appointment-given-up = marcação cancelada
step-in-progress = intervenção começada
step-done = intervenção terminada
step-closed = fechado
step-refused = analisado, não aceite por agora
step-no-show = ausência do técnico registada
step-late = atraso do técnico registado

step-next-appointment = Próxima etapa: { $firm } passa { $window }.
step-next-due = Próxima etapa: agimos o mais tardar até { $due }.
step-next-open = Um atendente trata disso e escreve-lhe aqui.
step-next-done = Se não estiver resolvido, escreva-me.
step-next-closed = Se o problema voltar, escreva-me.
step-next-refused = Não é definitivo: escreva «atendente» e uma pessoa volta a vê-lo consigo.
    .sms = Não é definitivo: escreva "atendente" e uma pessoa volta a vê-lo.
