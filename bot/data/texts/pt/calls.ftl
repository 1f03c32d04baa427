# The SMS after a call to the number.

call-urgent-paged = A sua chamada foi registada como urgente, pedido { $reference }. Estamos a ligar à pessoa de serviço. Em caso de perigo: 18 ou 112.
call-urgent-alerted = A sua chamada foi registada como urgente, pedido { $reference }. Um atendente foi avisado. Em caso de perigo: 18 ou 112.
call-message-kept = A sua mensagem de voz foi registada, pedido { $reference }. Um atendente vai ouvi-la. Em caso de perigo: 18 ou 112.
