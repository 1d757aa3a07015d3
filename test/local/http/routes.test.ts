import { describe, expect, test } from 'vitest';
import { makeRouter } from '../../../local/http/routes.ts';

const route = (routeKey: string) => ({ routeKey, functionName: 'any' });

/** The example of API Gateway's own guide, with routes of one path for several methods. */
const findRoute = makeRouter(
  [
    '$default',
    'ANY /{proxy+}',
    'GET /pets/{proxy+}',
    'GET /pets/dog/{id}',
    'GET /pets/dog/1',
    'ANY /pets/cat/{id}',
    'POST /pets/cat/{id}',
    'GET /{kind}/dog/food',
    'ANY /callbacks/{provider}/{account}',
  ].map(route),
);

describe('the route of a request', () => {
  test.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1', {}],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
    ['GET', '/pets/cow/1', 'GET /pets/{proxy+}', { proxy: 'cow/1' }],
    ['POST', '/test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
    ['POST', '/pets/cat/1', 'POST /pets/cat/{id}', { id: '1' }],
    ['PUT', '/pets/cat/1', 'ANY /pets/cat/{id}', { id: '1' }],
    ['GET', '/pets/dog/food', 'GET /pets/dog/{id}', { id: 'food' }],
    ['GET', '/cows/dog/food', 'GET /{kind}/dog/food', { kind: 'cows' }],
    ['GET', '/callbacks/vnpay/demo', 'ANY /callbacks/{provider}/{account}', { provider: 'vnpay', account: 'demo' }],
    ['GET', '/callbacks/vnpay/', 'ANY /{proxy+}', { proxy: 'callbacks/vnpay/' }],
    ['GET', '/', '$default', {}],
  ])('%s %s is %s', (method, path, routeKey, pathParameters) => {
    expect(findRoute(method, path)).toEqual({ route: route(routeKey), pathParameters });
  });

  test('has its variables decoded, and a slash in one of them divides nothing', () => {
    expect(findRoute('GET', '/pets/dog/a%2Fb%20%C4%91')?.pathParameters).toEqual({ id: 'a/b đ' });
  });

  test('is none without a $default', () => {
    expect(makeRouter([route('GET /a')])('GET', '/b')).toBeUndefined();
  });

  test('does not depend on the order of the routes', () => {
    const routes = ['GET /a/{proxy+}', 'ANY /a/{id}', 'GET /a/{id}', 'GET /a/b'].map(route);
    const chosen = (list: typeof routes) =>
      ['/a/b', '/a/c', '/a/c/d'].map((path) => makeRouter(list)('GET', path)?.route.routeKey);

    expect(chosen(routes)).toEqual(['GET /a/b', 'GET /a/{id}', 'GET /a/{proxy+}']);
    expect(chosen(routes.toReversed())).toEqual(chosen(routes));
  });
});
