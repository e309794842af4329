// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { HttpResponse, http, problem, useApi } from '@/test/api';
import { renderApp } from '@/test/render';
import { SignInForm } from './sign-in-form';
import { SignUpForm } from './sign-up-form';

const api = useApi();
const assign = vi.fn<(url: string) => void>();
vi.stubGlobal('location', {
  ...window.location,
  origin: 'http://localhost:3000',
  href: 'http://localhost:3000/sign-in',
  assign,
});

async function fillIn(user: ReturnType<typeof renderApp>['user'], email: string, password: string) {
  await user.type(screen.getByLabelText('E-mail address'), email);
  await user.type(screen.getByLabelText('Password'), password);
}

describe('SignInForm', () => {
  it('signs in and goes on to where the reader wanted to be', async () => {
    const sent: unknown[] = [];
    api.use(
      http.post('*/api/auth/login', async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ user: {} });
      }),
    );
    const { user } = renderApp(<SignInForm next="/w/ada/runs" />);
    await fillIn(user, ' ada@example.com ', 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await vi.waitFor(() => expect(assign).toHaveBeenLastCalledWith('/w/ada/runs'));
    expect(sent).toEqual([{ email: 'ada@example.com', password: 'correct horse' }]);
  });

  it('never goes to another site', async () => {
    api.use(http.post('*/api/auth/login', () => HttpResponse.json({ user: {} })));
    const { user } = renderApp(<SignInForm next="//evil.example" />);
    await fillIn(user, 'ada@example.com', 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await vi.waitFor(() => expect(assign).toHaveBeenLastCalledWith('/'));
  });

  it('says in plain words that the password is wrong, and can be sent again', async () => {
    api.use(
      http.post('*/api/auth/login', () =>
        problem(401, { code: 'wrong-credentials', title: 'Wrong credentials' }),
      ),
    );
    const { user } = renderApp(<SignInForm />);
    await fillIn(user, 'ada@example.com', 'wrong');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'That e-mail address and password do not belong together',
    );
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  });

  it('explains why plain http over a network is refused', async () => {
    api.use(http.post('*/api/auth/login', () => problem(400, { code: 'insecure-connection' })));
    const { user } = renderApp(<SignInForm />);
    await fillIn(user, 'ada@example.com', 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('INSECURE_COOKIES');
  });

  it('says that there is no connection', async () => {
    api.use(http.post('*/api/auth/login', () => HttpResponse.error()));
    const { user } = renderApp(<SignInForm />);
    await fillIn(user, 'ada@example.com', 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('No connection to the server');
  });

  it('asks for what is missing without calling the server', async () => {
    const { user } = renderApp(<SignInForm />);
    await user.type(screen.getByLabelText('E-mail address'), 'ada');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(
      await screen.findByText('Enter an e-mail address, such as you@example.com.'),
    ).toBeVisible();
    expect(screen.getByLabelText('E-mail address')).toBeInvalid();
    expect(screen.getByLabelText('Password')).toHaveAccessibleDescription('Fill this in.');
  });

  it('shows the password on request', async () => {
    const { user } = renderApp(<SignInForm />);
    await user.click(screen.getByRole('button', { name: 'Show password' }));
    expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'text');
  });
});

describe('SignUpForm', () => {
  it('puts each of the server’s faults at its field and focuses the first', async () => {
    api.use(
      http.post('*/api/auth/register', () =>
        problem(422, {
          code: 'validation-failed',
          errors: [
            { pointer: '#/password', detail: 'This password is well known. Choose another.' },
          ],
        }),
      ),
    );
    const { user } = renderApp(<SignUpForm />);
    await user.type(screen.getByLabelText('Name'), 'Ada');
    await fillIn(user, 'ada@example.com', 'password1234');
    await user.click(screen.getByRole('button', { name: 'Create account' }));
    expect(await screen.findByText('This password is well known. Choose another.')).toBeVisible();
    expect(screen.getByLabelText('Password')).toHaveFocus();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('wants ten characters of password', async () => {
    const { user } = renderApp(<SignUpForm />);
    await user.type(screen.getByLabelText('Name'), 'Ada');
    await fillIn(user, 'ada@example.com', 'short');
    await user.click(screen.getByRole('button', { name: 'Create account' }));
    expect(await screen.findByText('Use at least 10 characters.')).toBeVisible();
  });
});
