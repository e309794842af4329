import { describe, expect, it } from '@jest/globals';
import { keptHeaders, nextRequest, type Outgoing } from './redirect.js';

const POST: Outgoing = {
  method: 'POST',
  url: new URL('https://a.test/start'),
  headers: {
    accept: 'text/html',
    authorization: 'Bearer x',
    'x-api-key': 'x',
    cookie: 'x',
    'content-type': 'text/plain',
  },
  body: 'text',
};

describe('nextRequest', () => {
  it.each([200, 204, 300, 304, 400])('does not follow %i', (status) => {
    expect(nextRequest(POST, status, 'https://a.test/next')).toBeNull();
  });

  it('does not follow a redirect without an address', () => {
    expect(nextRequest(POST, 302, undefined)).toBeNull();
  });

  it.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [301, 'PUT', 'PUT'],
    [307, 'POST', 'POST'],
    [308, 'DELETE', 'DELETE'],
  ])('after %i a %s becomes a %s', (status, method, next) => {
    expect(nextRequest({ ...POST, method }, status, '/next')?.method).toBe(next);
  });

  it('drops the body and its type with the method', () => {
    const next = nextRequest(POST, 303, '/next');
    expect(next?.body).toBeUndefined();
    expect(next?.headers).not.toHaveProperty('content-type');
  });

  it('keeps everything on the same origin', () => {
    expect(nextRequest(POST, 307, '/next')).toEqual({
      ...POST,
      url: new URL('https://a.test/next'),
    });
  });

  it.each([
    'https://b.test/next',
    'http://a.test/next',
    'https://a.test:8443/next',
    '//b.test/next',
  ])('drops whatever may be a key on the way to %s', (location) => {
    expect(nextRequest(POST, 307, location)?.headers).toEqual({
      accept: 'text/html',
      'content-type': 'text/plain',
    });
  });

  it('refuses an address that is none', () => {
    expect(() => nextRequest(POST, 302, 'http://[')).toThrow(
      'redirects to an address that is not valid',
    );
  });
});

describe('keptHeaders', () => {
  it('leaves out what belongs to the connection', () => {
    const given = {
      Host: 'x',
      'Content-Length': '3',
      'Transfer-Encoding': 'chunked',
      'Proxy-Authorization': 'x',
      'X-Own': 'y',
    };
    expect(keptHeaders(given)).toEqual({ 'x-own': 'y' });
  });
});
