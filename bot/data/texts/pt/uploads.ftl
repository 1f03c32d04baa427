# Photos and documents: the page behind a one-time link, and what is said of them in a conversation.

## In a conversation
upload-photo = Fotografia
upload-document = Documento
upload-link = Envie as suas fotografias ou documentos nesta página: { $link }. Funciona uma só vez, durante { $hours } horas.
    .sms = Envie as suas fotos ou documentos aqui: { $link } (uma só vez, em { $hours } h)
upload-here = Sim, envie as suas fotografias ou documentos PDF aqui, nesta conversa. Ficam juntos ao seu pedido.
upload-mms = Obrigado. As fotos não chegam por SMS. Envie-as aqui: { $link } (uma só vez, em { $hours } h)
upload-received = Obrigado, chegou bem e está junto ao seu pedido { $reference }.
upload-failed = O seu ficheiro não chegou até nós. Envie-o nesta página: { $link }
upload-not-kept = { $reason } Nada foi guardado.

# The end of a confirmation, where a photo helps. By SMS only where no list follows it.
next-booking-photo = Escolha um horário de visita na mensagem seguinte. Também pode enviar uma fotografia aqui.
    .sms = Escolha um horário de visita abaixo.
next-recorded-photo = Um atendente trata disso e escreve-lhe aqui. Também pode enviar uma fotografia aqui.
    .sms = Um atendente trata disso e escreve-lhe aqui. Uma foto? Responda FOTO.

## Why a file is not kept
upload-refused-size = O ficheiro é demasiado pesado: { $most } MB no máximo.
upload-refused-type = Só guardamos fotografias (JPEG, PNG ou WebP) e documentos PDF.
upload-refused-heic = Esta fotografia está no formato HEIC, que não conseguimos ler. Faça uma captura de ecrã da fotografia e envie a captura. Para as próximas, no iPhone: Definições, Câmara, Formatos, Mais compatível.
upload-refused-pixels = Esta imagem é demasiado grande: { $most } milhões de pontos no máximo. Tire outra fotografia com um tamanho mais pequeno.
upload-refused-damaged = Este ficheiro está danificado, não o conseguimos abrir. Tire outra fotografia ou envie outro ficheiro.
upload-refused-empty = Não foi escolhido nenhum ficheiro, ou o ficheiro está vazio.
upload-refused-many = Há demasiados ficheiros: { $most } no máximo de cada vez.
upload-refused-full = Este pedido já tem muitos ficheiros. Telefone-nos para juntar mais.

## The page
upload-page-title = Enviar fotografias ou documentos
upload-page-languages = Línguas
upload-page-request = Para o seu pedido { $reference }
upload-page-take = Tirar uma fotografia
upload-page-choose = Escolher fotografias ou documentos PDF
upload-page-limits = { $files } ficheiros no máximo, { $megabytes } MB cada um: fotografias (JPEG, PNG, WebP) ou documentos PDF.
upload-page-send = Enviar
upload-page-sending = A enviar
upload-page-privacy = Só os funcionários de { $landlord } que tratam do seu pedido veem estes ficheiros. O lugar e a data escondidos nas suas fotografias são retirados. Tudo é apagado o mais tardar { $months } meses depois do fim do seu pedido.
upload-page-received = { $count ->
    [one] Obrigado, o seu ficheiro chegou bem. Está junto ao seu pedido { $reference }.
   *[other] Obrigado, os seus { $count } ficheiros chegaram bem. Estão juntos ao seu pedido { $reference }.
}
upload-page-used = Esta ligação já foi usada. Para enviar outra coisa, escreva-nos FOTO: recebe uma nova ligação.
upload-page-expired = Esta ligação já não é válida. Escreva-nos FOTO: recebe uma nova.
upload-page-forged = Esta ligação não está completa ou não existe. Abra-a a partir da nossa mensagem, ou escreva-nos FOTO para receber uma nova.
upload-page-interrupted = O envio foi interrompido. A ligação caiu ou os ficheiros são demasiado pesados. Tente com menos ficheiros.
upload-page-which = Ficheiro { $place }:
upload-page-not-kept = Nada foi guardado: escolha outra vez os seus ficheiros.
