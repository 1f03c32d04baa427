# Obras, cortes, avarias conhecidas do prédio, dias de limpeza. O nome de uma obra vem depois de dois pontos.

works-nature-heating = aquecimento
works-nature-hot-water = água quente
works-nature-water = água
works-nature-electricity = eletricidade
works-nature-gas = gás
works-nature-lift = elevador
works-nature-entrance = porta e intercomunicador
works-nature-lighting = luz comum
works-nature-tv = televisão
works-nature-internet = internet
works-nature-ventilation = ventilação
works-nature-drains = esgotos
works-nature-car-park = estacionamento
works-nature-facade = fachada
works-nature-roof = telhado
works-nature-windows = janelas
works-nature-common-parts = partes comuns
works-nature-outdoor = exteriores
works-nature-meters = contadores
works-nature-other = outras obras

works-what = { $nature } ({ $title })
works-in-brackets = { " " }({ $said })
works-until = { " " }(regresso previsto: { $ends })

works-announced = Obras previstas no seu prédio: { $what }. Início: { $starts }. Fim previsto: { $ends }{ $duration }. Local: { $place }. Chefe de projeto: { $manager }. Empresa: { $firms }. Tem uma pergunta? Escreva-a aqui.
    .sms = Obras: { $what }. Início: { $starts }. Fim: { $ends }{ $duration }. Local: { $place }. Responsável: { $manager }. Empresa: { $firms }. Perguntas: aqui.
works-outage-planned = Corte previsto no seu prédio: { $what }. Início: { $starts }. Fim previsto: { $ends }{ $duration }. Local: { $place }. Chefe de projeto: { $manager }. Empresa: { $firms }. Tem uma pergunta? Escreva-a aqui.
    .sms = Corte: { $what }. Início: { $starts }. Fim: { $ends }{ $duration }. Local: { $place }. Responsável: { $manager }. Empresa: { $firms }. Perguntas: aqui.
works-outage-now = Neste momento no seu prédio, avaria ou corte: { $what }{ $where }, desde { $starts }{ $until }. Escrevemos-lhe logo que esteja resolvido. Se em sua casa há um bebé ou uma pessoa idosa ou doente, escreva-o aqui.
    .sms = Avaria ou corte agora: { $what }{ $where }, desde { $starts }{ $until }. Escrevemos-lhe quando voltar. Um bebé, idoso ou doente em casa? Escreva-o aqui.
works-changed = Mudança nas obras do seu prédio: { $what }. Início: { $starts }. Fim previsto: { $ends }{ $duration }. Local: { $place }. Chefe de projeto: { $manager }. Empresa: { $firms }. Tem uma pergunta? Escreva-a aqui.
    .sms = Mudança: { $what }. Início: { $starts }. Fim: { $ends }{ $duration }. Local: { $place }. Responsável: { $manager }. Empresa: { $firms }. Perguntas: aqui.
works-cancelled = Anulado no seu prédio: { $what }, previsto para { $starts }. Não tem nada a fazer.
works-ended = Está restabelecido no seu prédio: { $what }{ $where }. Se não for o caso em sua casa, escreva-o aqui.
works-told = Previsto no seu prédio: { $what }. Início: { $starts }. Fim: { $ends }{ $duration }. Local: { $place }. Chefe de projeto: { $manager }. Empresa: { $firms }.
    .sms = Previsto: { $what }. Início: { $starts }. Fim: { $ends }{ $duration }. Local: { $place }. Responsável: { $manager }. Empresa: { $firms }.

works-known-outage = Neste momento no seu prédio, avaria ou corte: { $what }{ $where }, desde { $starts }{ $until }. Estamos a tratar disso.
    .sms = Avaria ou corte agora: { $what }, desde { $starts }{ $until }. Estamos a tratar.
works-known-works = Pode vir das obras no seu prédio: { $what }{ $where }, de { $starts } a { $ends }.
    .sms = Obras no prédio: { $what }, de { $starts } a { $ends }.
works-known-trouble = Já está comunicado no seu prédio desde { $since }: { $problem }. { $state }
works-state-open = Estamos a chamar um técnico.
works-state-taken = Um técnico está avisado e trata disso.
works-state-arrived = Um técnico está no local.
works-state-request = Alguém está a tratar disso.
choice-follow = manter-me ao corrente
choice-apart = em minha casa é outra coisa, ou mais grave
works-following = Está anotado, pedido { $reference } ({ $problem }): escrevemos-lhe aqui quando estiver resolvido. Se piorar em sua casa, diga-me.
works-follow-done = Pedido { $reference }: { $problem }, está resolvido no seu prédio. Se não for o caso em sua casa, diga-me:
works-follow-closed = Pedido { $reference }: { $problem }, o aviso do prédio está fechado. Se continuar em sua casa, diga-me:
works-follow-cancelled = Pedido { $reference }: { $problem }, o que estava anunciado no seu prédio foi anulado. Se ainda tiver um problema em sua casa, diga-me:

next-redo = Verificamos e mandamos refazer se for preciso.
cleaning-common-parts = limpeza das partes comuns
cleaning-bins = lixo
cleaning-windows = vidros
cleaning-green-spaces = espaços verdes
cleaning-line = { $service }: { $days }{ $hours }
cleaning-and = { $first }; { $rest }
cleaning-hours = { " " }({ $starts }-{ $ends })
cleaning-days = Próximas visitas no seu prédio. { $lines }. Se não estiver bem feito, diga-me: mandamos refazer.
    .sms = Próximas visitas: { $lines }.
cleaning-unknown = Não tenho os dias de limpeza do seu prédio. Um conselheiro pode responder-lhe.
choice-redo = não está bem feito
