# Quem escreve e o que cada um pode pedir sobre os seus dados.

identity-ask-name = Para abrir o seu processo, confirmo que é mesmo o senhor ou a senhora. Qual é o seu nome completo?
identity-ask-address = Obrigado. Qual é a morada da sua casa (número, rua, cidade)?
identity-code-sent = Se temos um número de telefone desta pessoa, segue para lá um código de 6 algarismos por SMS. Escreva-o aqui em { $minutes } minutos. Nada recebido? Um conselheiro pode ajudar.
identity-code = { $landlord }: o seu código é { $code }, válido { $minutes } minutos. Alguém pede para ver o seu processo. Se não é o senhor ou a senhora, não dê este código a ninguém.
identity-wrong-code = Este código não está certo. Verifique os 6 algarismos. Tentativas restantes: { $left }.
identity-code-over = Este código já não serve. Pode pedir outro ou falar com um conselheiro.
identity-wait = Já foram pedidos vários códigos aqui. Tente daqui a uma hora ou fale com um conselheiro.
identity-proven = Obrigado { $name }, já sei quem é. O que quer ver?
who-writes = Várias pessoas usam este número. Quem escreve?
which-dwelling = Tem várias casas connosco. De qual se trata?
speaker-noted = Obrigado, está anotado.
share-number = Enviar o meu número
privacy-menu = Os seus dados pessoais: o que quer fazer?
matter-privacy = Anotado, pedido { $reference }: respondemos sobre os seus dados até { $day }. Agora mesmo pode:
privacy-summary = Guardamos o seu nome, número, morada, { $requests ->
    [one] 1 pedido
   *[other] { $requests } pedidos
 }, { $messages } mensagens e { $appointments } marcações. As mensagens são apagadas após { $months } meses.
privacy-export = Todos os seus dados estão aqui, para abrir uma só vez, em { $hours } horas: { $link }
privacy-correct = O que é preciso corrigir?
privacy-correct-noted = Anotado, pedido { $reference }: um conselheiro pede-lhe a informação certa e corrige o seu processo até { $day }.
privacy-dpo = Encarregado da proteção de dados: { $dpo }. O seu pedido { $reference } é-lhe transmitido, resposta até { $day }. Pode também recorrer à CNIL (cnil.fr).
privacy-erase-confirm = Apagar os seus dados: as mensagens, o nome e o número são eliminados aqui, e os pedidos em curso anulados. É definitivo. O seu contrato não muda. Confirma?
privacy-erase-soon = Anotado, pedido { $reference }: os seus dados são apagados dentro de uma hora. Esta é a nossa última mensagem. Pode sempre voltar a escrever-nos.
privacy-erase-deferred = Pedido { $reference } anotado. { $reason } O apagamento espera que termine (por volta de { $until }). Depois uma pessoa decide e responde até { $day }.
privacy-reason-emergency = Há uma urgência em curso em sua casa.
privacy-reason-incident = Um técnico trata de uma avaria em sua casa.
privacy-reason-appointment = Há uma marcação em sua casa.
privacy-erase-kept = Está bem, nada é apagado.
privacy-page-title = Os seus dados
privacy-page-intro = Esta página mostra tudo o que { $landlord } guarda sobre si na sua assistência. Abre uma só vez. Abra-a quando estiver sozinho diante do ecrã.
privacy-page-open = Mostrar os meus dados
privacy-page-download = Descarregar o ficheiro (JSON)
privacy-page-over = Este endereço já foi usado ou expirou. Peça outro na conversa.
privacy-page-messages = Mensagens
choice-prove = ver o meu processo
choice-someone-else = outra pessoa
choice-no-dwelling = nenhuma, outra pergunta
choice-my-appointment = a minha marcação
choice-my-data = os meus dados pessoais
choice-privacy-see = ver o que guardam
choice-privacy-export = receber tudo
choice-privacy-correct = corrigir
choice-privacy-erase = apagar
choice-privacy-dpo = escrever ao encarregado (EPD)
choice-privacy-correct-name = o meu nome
choice-privacy-correct-number = o meu número
choice-change-language = a minha língua
choice-privacy-erase-yes = sim, apagar tudo
choice-privacy-erase-no = não, guardar
