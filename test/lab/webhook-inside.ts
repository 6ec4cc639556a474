import { createServer } from 'node:https';
import { json } from 'node:stream/consumers';

type Request = { readonly port: number; readonly key: string; readonly cert: string };

// What the test hands over.
const { port, key, cert } = (await json(process.stdin)) as Request;

// As a webhook answers to somebody who brings no AdmissionReview.
const server = createServer({ key, cert }, (request, response) => {
  response.writeHead(request.method === 'GET' ? 400 : 500);
  response.end('{}');
});
server.listen(port, '0.0.0.0', () => {
  process.stdout.write('listening\n');
});
