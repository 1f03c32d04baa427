# O dia da marcação: lembretes, notícias, ausência, acesso, opinião.

reminder-eve = Lembrete: { $firm } vem amanhã, { $window } ({ $problem }, pedido { $reference }). Vai estar em casa?
    .sms = Lembrete: { $firm } vem amanhã, { $window }, pedido { $reference }. Vai estar em casa?
reminder-morning = É hoje: { $firm } vem { $window } ({ $problem }, pedido { $reference }). Vai estar em casa?
    .sms = É hoje: { $firm } vem { $window }, pedido { $reference }. Vai estar em casa?
reminder-plain = Lembrete: { $firm } vem { $window } (pedido { $reference }). Se não puder estar, escreva-me logo que possa.
line-there = vou estar
choice-move = preciso de outra hora
choice-cancel = anular
presence-noted = Obrigado, está anotado. { $firm } vem { $window } (pedido { $reference }).
not-there = De acordo, não vai estar: { $firm }, { $window } (pedido { $reference }). O que deseja fazer?

job-on-the-way = { $firm } está a caminho e chega dentro de cerca de { $minutes } minutos (pedido { $reference }).
job-coming = { $firm } está a caminho (pedido { $reference }).
job-late = { $firm } está atrasado e chega o mais tardar às { $until } (pedido { $reference }). Pedimos desculpa. Se não lhe convém, escreva-me.
job-arrived = { $firm } diz-nos que chegou (pedido { $reference }). Se não for o caso, escreva-me.
job-done = { $firm } terminou o trabalho (pedido { $reference }). Se não estiver resolvido, escreva-me.
job-not-fixed = { $firm } veio, mas ainda não está resolvido: é precisa outra visita (pedido { $reference }). Já pode escolher uma hora.
job-no-access = { $firm } veio { $window } mas não conseguiu entrar (pedido { $reference }). Não faz mal: escolha outra hora.
job-no-access-again = { $firm } veio { $window } mas não conseguiu entrar (pedido { $reference }). Acontece. Um conselheiro contacta-o para encontrar o momento que lhe convém.
job-parts = { $firm } espera uma peça para acabar (pedido { $reference }). Pode escolher uma hora para o resto.
job-parts-day = { $firm } espera uma peça, prevista { $day } (pedido { $reference }). Pode escolher uma hora a partir desse dia.

job-came = O horário { $window } com { $firm } terminou (pedido { $reference }). O técnico veio?
job-came-plain = O horário { $window } com { $firm } terminou (pedido { $reference }). Se ninguém veio, escreva "ninguém veio".
line-came-yes = sim
line-came-no = não
line-came-now = está cá agora
came-noted = Obrigado, está anotado. Se o problema não estiver resolvido, escreva-me (pedido { $reference }).
no-show-windows = Pedimos muita desculpa: ninguém veio { $window } (pedido { $reference }). { $firm } e um conselheiro estão avisados, e passa à frente. Que hora lhe convém?
    .sms = Pedimos desculpa: ninguém veio, pedido { $reference }. Está comunicado e passa à frente. Que hora lhe convém?
no-show-disputed = { $firm } disse-nos que veio (pedido { $reference }). Um conselheiro verifica e responde-lhe aqui.
late-window-lasts = O técnico de { $firm } ainda pode chegar até às { $until } (pedido { $reference }). Estou a perguntar-lhe onde está. Se não estiver aí a essa hora, escreva-me.

freed-first = Ficou livre uma hora com { $firm }: { $window } (pedido { $reference }). Guardo-a para si até às { $until }. Quer?
freed-earlier = Ficou livre uma hora mais cedo com { $firm }: { $window } (pedido { $reference }). Quer? É de quem responder primeiro; senão, a sua marcação mantém-se.
line-take = sim, fico com ela
line-keep = não, obrigado
earlier-noted = Está anotado: se ficar livre uma hora mais cedo com { $firm }, escrevo-lhe aqui.

ask-access = Mais alguma coisa para poder entrar (pedido { $reference })? Quem vai estar, um telefone, um código, um cão: escreva aqui se quiser. Só a empresa o vai ler.
    .sms = Para entrar (pedido { $reference }): quem vai estar, telefone, código, cão? Escreva aqui. Só a empresa o vai ler.
line-no-thanks = não, obrigado
line-earlier = avisar-me se mais cedo
access-noted = Obrigado, está anotado para o técnico.
access-nothing = De acordo. Pode escrever-mo antes da marcação.

survey-work = { $firm } foi a sua casa ({ $problem }, pedido { $reference }). Está contente com o trabalho?
    .sms = { $firm } foi a sua casa, pedido { $reference }. Está contente com o trabalho?
line-rate-1 = nada
line-rate-2 = pouco
line-rate-3 = mais ou menos
line-rate-4 = bastante
line-rate-5 = muito
survey-on-time = Obrigado. O técnico veio a horas?
survey-on-time-sorry = Lamentamos. O pedido { $reference } está aberto para perceber e corrigir: resposta o mais tardar { $day }. O técnico veio a horas?
survey-word = Obrigado. Algo a acrescentar sobre o trabalho? Escreva aqui.
survey-word-noted = Obrigado, a sua mensagem está anotada. Conta na avaliação da empresa.
survey-thanks = Obrigado, a sua opinião conta na avaliação da empresa.
