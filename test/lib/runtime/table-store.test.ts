import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { openTableStore } from '../../../lib/runtime/table-store.ts';

test('a store asks the table of that name, at the endpoint of its settings', async () => {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push(JSON.parse(body));
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify({ Responses: { 'lephi-test': [] } }));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const { store, close } = openTableStore('lephi-test', {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

  expect(await store.read([{ pk: 'AGENCY#H15', sk: 'CONFIG' }])).toEqual([undefined]);
  expect(asked).toMatchObject([{ RequestItems: { 'lephi-test': {} } }]);

  close();
  server.close();
  server.closeAllConnections();
});
