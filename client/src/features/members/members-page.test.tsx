// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Member } from '@/lib/api/types';
import { HttpResponse, http, problem, proxied, useApi } from '@/test/api';
import { member } from '@/test/fixtures';
import { renderApp } from '@/test/render';
import { MembersPage } from './members-page';

const router = vi.hoisted(() => ({ refresh: vi.fn(), replace: vi.fn() }));
vi.mock('next/navigation', () => ({ useRouter: () => router }));
beforeEach(() => {
  router.refresh.mockReset();
  router.replace.mockReset();
});

const MEMBERS = proxied('/api/v1/workspaces/ada/members');
const api = useApi();
const listed = (...items: Member[]) =>
  http.get(MEMBERS, () => HttpResponse.json({ items, nextCursor: null }));
const grace = (over: Partial<Member> = {}) =>
  member({
    userId: '2',
    name: 'Grace Hopper',
    email: 'grace@example.com',
    role: 'editor',
    ...over,
  });

describe('MembersPage', () => {
  it('draws loading, then that the reader is alone and what to do about it', async () => {
    api.use(listed(member()));
    renderApp(<MembersPage startOpen={false} />);
    expect(screen.getByRole('status')).toHaveTextContent('Loading the members');
    expect(await screen.findByRole('heading', { name: 'You work alone here' })).toBeVisible();
    expect(screen.getByRole('listitem')).toHaveTextContent('Ada LovelaceYou');
    expect(screen.getByRole('button', { name: 'Add a member' })).toBeVisible();
  });

  it('says what went wrong and tries again', async () => {
    api.use(http.get(MEMBERS, () => problem(500, { code: 'internal-error' })));
    const { user } = renderApp(<MembersPage startOpen={false} />);
    const alert = await screen.findByRole('alert');
    api.use(listed(grace(), member()));
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('list', { name: 'Members' })).toHaveTextContent('Grace Hopper');
  });

  it('loads more when there are more', async () => {
    api.use(
      http.get(MEMBERS, ({ request }) =>
        new URL(request.url).searchParams.get('cursor') === 'next'
          ? HttpResponse.json({ items: [member()], nextCursor: null })
          : HttpResponse.json({ items: [grace()], nextCursor: 'next' }),
      ),
    );
    const { user } = renderApp(<MembersPage startOpen={false} />);
    await user.click(await screen.findByRole('button', { name: 'Load more' }));
    expect(await screen.findByText('Ada Lovelace')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Load more' })).not.toBeInTheDocument();
  });

  it('lets others than owners look, and leave', async () => {
    api.use(
      listed(grace({ role: 'owner' }), member({ role: 'runner' })),
      http.delete(`${MEMBERS}/me`, () => new HttpResponse(null, { status: 204 })),
    );
    const { user } = renderApp(<MembersPage startOpen />, { role: 'runner' });
    const [other, reader] = await screen.findAllByRole('listitem');
    expect(other).toHaveTextContent('Owner');
    expect(reader).toHaveTextContent('Runner');
    expect(screen.queryByRole('combobox')).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Add|Remove/ })).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Leave' }));
    const question = await screen.findByRole('alertdialog', { name: 'Leave Workshop?' });
    expect(question).toHaveTextContent('This is your only workspace');
    await user.click(within(question).getByRole('button', { name: 'Leave workspace' }));
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/'));
  });

  it('adds an account by its address, and says when there is none', async () => {
    let items = [member()];
    const sent: unknown[] = [];
    api.use(
      http.get(MEMBERS, () => HttpResponse.json({ items, nextCursor: null })),
      http.post(MEMBERS, async ({ request }) => {
        const body = (await request.json()) as { email: string };
        sent.push(body);
        if (body.email !== 'grace@example.com')
          return problem(422, {
            code: 'validation-failed',
            errors: [{ pointer: '#/email', detail: 'No account.' }],
          });
        items = [grace({ role: 'runner' }), member()];
        return HttpResponse.json(items[0], { status: 201 });
      }),
    );
    const { user } = renderApp(<MembersPage startOpen />);
    const dialog = await screen.findByRole('dialog', { name: 'Add a member' });
    const email = within(dialog).getByLabelText('E-mail address');
    const submit = within(dialog).getByRole('button', { name: 'Add member' });
    await user.type(email, 'grace');
    await user.click(submit);
    expect(await within(dialog).findByText(/Enter an e-mail address/)).toBeVisible();
    await user.type(email, '@example.org');
    await user.click(submit);
    expect(await within(dialog).findByText(/No account has this e-mail address/)).toBeVisible();
    expect(email).toHaveFocus();
    await user.clear(email);
    await user.type(email, 'grace@example.com');
    within(dialog).getByRole('combobox', { name: 'Role' }).focus();
    await user.keyboard('{Enter}{ArrowDown}{Enter}');
    await user.click(submit);
    expect(await screen.findByText('Grace Hopper')).toBeVisible();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(sent.at(-1)).toEqual({ email: 'grace@example.com', role: 'runner' });
  });

  it('gives another role, by keyboard', async () => {
    let role: Member['role'] = 'editor';
    api.use(
      http.get(MEMBERS, () =>
        HttpResponse.json({ items: [grace({ role }), member()], nextCursor: null }),
      ),
      http.patch(`${MEMBERS}/2`, async ({ request }) => {
        ({ role } = (await request.json()) as { role: Member['role'] });
        return HttpResponse.json(grace({ role }));
      }),
    );
    const { user } = renderApp(<MembersPage startOpen={false} />);
    const select = await screen.findByRole('combobox', { name: 'Role of Grace Hopper' });
    select.focus();
    await user.keyboard('{Enter}{ArrowUp}{Enter}');
    await waitFor(() => expect(role).toBe('owner'));
    await waitFor(() => expect(select).toHaveAttribute('aria-busy', 'false'));
    expect(select).toHaveTextContent('Owner');
    expect(select).toHaveFocus();
    expect(router.refresh).not.toHaveBeenCalled();
  });

  it('asks owners before they give up their own role, and draws the page for the new one', async () => {
    let role: Member['role'] = 'owner';
    api.use(
      http.get(MEMBERS, () =>
        HttpResponse.json({
          items: [grace({ role: 'owner' }), member({ role })],
          nextCursor: null,
        }),
      ),
      http.patch(`${MEMBERS}/1`, async ({ request }) => {
        ({ role } = (await request.json()) as { role: Member['role'] });
        return HttpResponse.json(member({ role }));
      }),
    );
    const { user } = renderApp(<MembersPage startOpen={false} />);
    const chooseEditor = async () => {
      (await screen.findByRole('combobox', { name: 'Role of Ada Lovelace' })).focus();
      await user.keyboard('{Enter}{ArrowDown}{Enter}');
      return screen.findByRole('alertdialog', { name: 'Give up your own role?' });
    };
    await user.click(within(await chooseEditor()).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument());
    expect(role).toBe('owner');
    await waitFor(() =>
      expect(screen.getByRole('combobox', { name: 'Role of Ada Lovelace' })).toHaveFocus(),
    );
    await user.click(within(await chooseEditor()).getByRole('button', { name: 'Become: Editor' }));
    await waitFor(() => expect(router.refresh).toHaveBeenCalledOnce());
    expect(role).toBe('editor');
  });

  it('removes only after asking, and keeps asking when the server refuses', async () => {
    let items = [grace(), member()];
    let refuse = true;
    api.use(
      http.get(MEMBERS, () => HttpResponse.json({ items, nextCursor: null })),
      http.delete(`${MEMBERS}/2`, () => {
        if (refuse) return problem(409, { code: 'last-owner', title: 'Conflict' });
        items = [member()];
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = renderApp(<MembersPage startOpen={false} />);
    await user.click(await screen.findByRole('button', { name: 'Remove Grace Hopper' }));
    const question = await screen.findByRole('alertdialog', { name: 'Remove Grace Hopper?' });
    const confirm = within(question).getByRole('button', { name: 'Remove member' });
    await user.click(confirm);
    await waitFor(() => expect(confirm).toBeEnabled());
    expect(question).toBeVisible();
    refuse = false;
    await user.click(confirm);
    expect(await screen.findByRole('heading', { name: 'You work alone here' })).toBeVisible();
  });
});
