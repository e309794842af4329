import { expect, it } from 'vitest';
import { isInternalAddress } from './provider-scope';

it.each([
  'http://127.0.0.1:11434/v1',
  'http://localhost:1234/v1',
  'http://[::1]:8080/v1',
  'http://10.0.0.5/v1',
  'http://172.20.1.1/v1',
  'http://192.168.1.20:11434/v1',
  'http://100.100.1.1/v1',
  'http://[fd00::1]/v1',
  'http://ollama:11434/v1',
  'http://host.docker.internal:11434/v1',
  'https://gpu.LAN/v1',
])('%s is internal', (address) => {
  expect(isInternalAddress(address)).toBe(true);
});

it.each([
  'https://api.openai.com/v1',
  'https://8.8.8.8/v1',
  'https://172.32.0.1/v1',
  'https://[2606:4700::1111]/v1',
  'https://localhost.example.com/v1',
  'not an address',
  '',
])('%s is not', (address) => {
  expect(isInternalAddress(address)).toBe(false);
});
