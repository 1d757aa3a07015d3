/** A route of an HTTP API, for example `ANY /pay/{proxy+}` or `$default`. */
export type HttpRoute = { routeKey: string; functionName: string };

export type RouteMatch = { route: HttpRoute; pathParameters: Record<string, string> };

type ParsedRoute = { route: HttpRoute; method: string; segments: string[] };

/** Refuses (`undefined`) only when no route fits and there is no `$default`. */
export type FindRoute = (method: string, path: string) => RouteMatch | undefined;

/**
 * Chooses as API Gateway does: a route without a greedy `{name+}` before one with it, a fixed segment before a variable
 * one, a route for the method before one for `ANY`, `$default` last.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function makeRouter(routes: HttpRoute[]): FindRoute {
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  const ordered = routes
    .filter((route) => route !== fallback)
    .map(parseRoute)
    .sort(bySpecificity);

  return (method, path) => {
    const segments = path.split('/').slice(1);
    for (const { route, ...pattern } of ordered) {
      if (pattern.method !== 'ANY' && pattern.method !== method) continue;
      const pathParameters = matchSegments(pattern.segments, segments);
      if (pathParameters !== undefined) return { route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

function parseRoute(route: HttpRoute): ParsedRoute {
  const [method = '', path = ''] = route.routeKey.split(' ');
  return { route, method, segments: path.split('/').slice(1) };
}

const isGreedy = (segment: string | undefined): boolean => segment?.endsWith('+}') ?? false;
const isVariable = (segment: string | undefined): boolean => segment?.startsWith('{') ?? false;

/** Sorts first what is smaller: one digit for greed, one for each segment, one for the method. */
function bySpecificity(a: ParsedRoute, b: ParsedRoute): number {
  const rank = ({ method, segments }: ParsedRoute): string => {
    const digits = [isGreedy(segments.at(-1)), ...segments.map(isVariable), method === 'ANY'];
    return digits.map(Number).join('');
  };
  return rank(a).localeCompare(rank(b));
}

function matchSegments(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const greedy = isGreedy(pattern.at(-1));
  if (greedy ? segments.length < pattern.length : segments.length !== pattern.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = isGreedy(expected) ? segments.slice(index).join('/') : (segments[index] ?? '');
    if (!isVariable(expected)) {
      if (expected !== actual) return undefined;
      continue;
    }
    if (actual === '') return undefined;
    parameters[expected.replaceAll(/[{}+]/g, '')] = decodeURIComponent(actual);
  }
  return parameters;
}
