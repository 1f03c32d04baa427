# Photos and documents: the page behind a one-time link, and what is said of them in a conversation.

## In a conversation
upload-photo = Foto
upload-document = Documento
upload-link = Envíe sus fotos o documentos en esta página: { $link }. Funciona una sola vez, durante { $hours } horas.
    .sms = Envíe sus fotos o documentos aquí: { $link } (una sola vez, en { $hours } h)
upload-here = Sí, envíe sus fotos o documentos PDF aquí, en esta conversación. Se añadirán a su solicitud.
upload-mms = Gracias. Las fotos no llegan por SMS. Envíelas aquí: { $link } (una sola vez, en { $hours } h)
upload-received = Gracias, ha llegado bien y se ha añadido a su solicitud { $reference }.
upload-failed = Su archivo no nos ha llegado. Envíelo en esta página: { $link }
upload-not-kept = { $reason } No se ha guardado nada.

# The end of a confirmation, where a photo helps. By SMS only where no list follows it.
next-booking-photo = Elija una cita en el mensaje siguiente. También puede enviar una foto aquí.
    .sms = Elija una cita aquí abajo.
next-recorded-photo = Un asesor se ocupa y le escribe aquí. También puede enviar una foto aquí.
    .sms = Un asesor se ocupa y le escribe aquí. ¿Una foto? Responda FOTO.

## Why a file is not kept
upload-refused-size = El archivo pesa demasiado: { $most } MB como máximo.
upload-refused-type = Solo guardamos fotos (JPEG, PNG o WebP) y documentos PDF.
upload-refused-heic = Esta foto está en formato HEIC, que no podemos leer. Haga una captura de pantalla de la foto y envíe la captura. Para las próximas, en un iPhone: Ajustes, Cámara, Formatos, Más compatible.
upload-refused-pixels = Esta imagen es demasiado grande: { $most } millones de puntos como máximo. Repita la foto con un tamaño menor.
upload-refused-damaged = Este archivo está dañado, no podemos abrirlo. Repita la foto o envíe otro archivo.
upload-refused-empty = No se ha elegido ningún archivo, o el archivo está vacío.
upload-refused-many = Hay demasiados archivos: { $most } como máximo cada vez.
upload-refused-full = Esta solicitud ya tiene muchos archivos. Llámenos para añadir más.

## The page
upload-page-title = Enviar fotos o documentos
upload-page-languages = Idiomas
upload-page-request = Para su solicitud { $reference }
upload-page-take = Hacer una foto
upload-page-choose = Elegir fotos o documentos PDF
upload-page-limits = { $files } archivos como máximo, { $megabytes } MB cada uno: fotos (JPEG, PNG, WebP) o documentos PDF.
upload-page-send = Enviar
upload-page-sending = Enviando
upload-page-privacy = Solo los empleados de { $landlord } que se ocupan de su solicitud ven estos archivos. Se quitan el lugar y la fecha ocultos en sus fotos. Todo se borra como muy tarde { $months } meses después del final de su solicitud.
upload-page-received = { $count ->
    [one] Gracias, su archivo ha llegado bien. Se ha añadido a su solicitud { $reference }.
   *[other] Gracias, sus { $count } archivos han llegado bien. Se han añadido a su solicitud { $reference }.
}
upload-page-used = Este enlace ya se ha usado. Para enviar otra cosa, escríbanos FOTO: recibirá un enlace nuevo.
upload-page-expired = Este enlace ya no es válido. Escríbanos FOTO: recibirá uno nuevo.
upload-page-forged = Este enlace no está completo o no existe. Ábralo desde nuestro mensaje, o escríbanos FOTO para recibir uno nuevo.
upload-page-interrupted = El envío se ha interrumpido. Se ha cortado la conexión o los archivos pesan demasiado. Inténtelo con menos archivos.
upload-page-which = Archivo { $place }:
upload-page-not-kept = No se ha guardado nada: elija otra vez sus archivos.
