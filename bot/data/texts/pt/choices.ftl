# As linhas das listas: curtas, em minúsculas.

choice-other = outra coisa
choice-none = nada disto
choice-yes = sim
choice-no = não
choice-unknown = não sei
choice-dwelling = só em minha casa
choice-building = em todo o prédio
choice-can-wait = sim, pode esperar
choice-urgent = não, é urgente
choice-more = mais horários
choice-adviser = falar com um atendente
choice-book = fazer uma marcação
choice-report = comunicar um problema
choice-status = saber como está o meu pedido
choice-move-appointment = mudar o horário
choice-cancel-appointment = cancelar a marcação
choice-close-request = fechar o pedido
choice-consent = sim, concordo
choice-no-consent = não, agora não
choice-next-page = ver mais
