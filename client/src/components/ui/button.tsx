import { type VariantProps, cva } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';
import { Spinner } from './spinner';

export const buttonVariants = cva(
  [
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md text-sm font-medium whitespace-nowrap select-none',
    'transition-[background-color,border-color,color,box-shadow] duration-100',
    'disabled:pointer-events-none disabled:opacity-55 aria-disabled:pointer-events-none aria-disabled:opacity-55',
    '[&_svg]:pointer-events-none [&_svg]:shrink-0 [&_svg:not([class*=size-])]:size-4',
  ],
  {
    variants: {
      variant: {
        primary: 'bg-primary text-primary-foreground shadow-card hover:bg-primary-hover',
        secondary:
          'border bg-surface text-foreground shadow-card hover:border-border-strong/60 hover:bg-muted',
        ghost:
          'text-muted-foreground hover:bg-muted hover:text-foreground data-[state=open]:bg-muted',
        danger: 'bg-danger text-white shadow-card hover:bg-danger-hover dark:text-background',
        link: 'h-auto! px-0! text-accent-foreground underline decoration-current/35 underline-offset-4 hover:decoration-current',
      },
      size: {
        sm: 'h-7 px-2.5 text-[0.8125rem]',
        md: 'h-8 px-3',
        lg: 'h-10 px-4',
        icon: 'size-8',
        'icon-sm': 'size-7',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonVariants> {
  /** Puts the looks on the only child, such as a link, instead of on a button. */
  asChild?: boolean;
  /** Shows a spinner and refuses clicks while something is under way. */
  pending?: boolean;
}

export function Button({
  className,
  variant,
  size,
  asChild,
  pending,
  disabled,
  children,
  type,
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type={type ?? 'button'}
      className={classes}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      {...props}
    >
      {pending && <Spinner />}
      {children}
    </button>
  );
}
