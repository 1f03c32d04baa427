# Respostas curtas.

greet = Olá, aqui { $landlord }. Sou um assistente automático: diga-me o que não está bem em sua casa, ou faça a sua pergunta.
thank = De nada. Estou aqui se precisar.
goodbye = Até breve. Pode escrever-me a qualquer hora.
help = Posso registar um problema na sua casa ou no prédio, marcar uma visita, dizer quem paga, acompanhar um pedido ou passar a um atendente. Escreva simplesmente o que se passa.
bot-challenge = Sim, sou um assistente automático, de { $landlord }. Para falar com uma pessoa, escreva «atendente» ou ligue para o { $phone }.
    .sms = Sim, sou um assistente automático, de { $landlord }. Para falar com uma pessoa, escreva "atendente" ou ligue para o { $phone }.
contact-hours = { $landlord }, { $phone }. Escritórios abertos: { $hours }. Aqui, respondo a qualquer hora, e as urgências são tratadas dia e noite.
hours-day = { $day } { $hours }
hours-days = { $first } a { $last } { $hours }
weekday-0 = segunda-feira
weekday-1 = terça-feira
weekday-2 = quarta-feira
weekday-3 = quinta-feira
weekday-4 = sexta-feira
weekday-5 = sábado
weekday-6 = domingo
stop-messages = Para deixar de receber mensagens, responda só STOP. As mensagens de urgência continuam.
affirm = Muito bem. Diga-me se precisar de mais alguma coisa.
deny = Está bem. Diga-me se precisar de mais alguma coisa.
out-of-scope = Nisso não posso ajudar. Trato da sua casa, do prédio e dos seus assuntos com { $landlord }. Para falar com uma pessoa, escreva «atendente».
choice-stale = Esta lista já não é válida. Diga-me simplesmente o que quer fazer.
did-you-mean = Não tenho a certeza de ter compreendido bem. De que se trata?
offer-adviser = Desculpe, não consigo compreender. Quer que um atendente lhe responda?
change-language = Em que língua quer que lhe escreva?
language-set = { $sentence }
