// Loaded before a part of the product (node --import): when the process that started it dies,
// even by kill -9, the channel between them closes, and the part ends itself in good order.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
