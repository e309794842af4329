'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { FormProblem, SubmitButton, TextField } from '@/components/ui/form';
import { showProblem } from '@/lib/api/show-problem';
import { signIn } from '@/lib/api/sign-in';
import { safeNextPath } from '@/lib/next-path';
import { PasswordField } from './password-field';
import { type SignInValues, signInSchema } from './schema';

export interface AuthFormProps {
  /** Where to go afterwards; anything but a path of ours is ignored. */
  next?: string;
}

export function SignInForm({ next }: AuthFormProps) {
  const auth = useTranslations('auth');
  const validation = useTranslations('common.validation');
  // Stays on after success: the form must not come back to life while the next page loads.
  const [busy, setBusy] = useState(false);
  const form = useForm<SignInValues>({
    resolver: zodResolver(signInSchema({ auth, validation })),
    defaultValues: { email: '', password: '' },
  });
  const submit = form.handleSubmit(async (values) => {
    setBusy(true);
    try {
      await signIn(values);
      // A full load: the server must render with the new cookies, and nothing prefetched before may be used.
      window.location.assign(safeNextPath(next));
    } catch (error) {
      showProblem(form, error);
      setBusy(false);
    }
  });
  return (
    // POST, so that a browser that sends it before the scripts are there never puts it into the address.
    <form method="post" onSubmit={submit} noValidate className="grid gap-4">
      <TextField
        control={form.control}
        name="email"
        label={auth('email')}
        type="email"
        autoComplete="username"
        autoFocus
        required
      />
      <PasswordField control={form.control} name="password" autoComplete="current-password" />
      <FormProblem form={form} />
      <SubmitButton pending={busy} size="lg">
        {auth('signIn.submit')}
      </SubmitButton>
    </form>
  );
}
