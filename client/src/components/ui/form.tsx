'use client';

import { CircleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import {
  type Control,
  type FieldPath,
  type FieldValues,
  type UseFormReturn,
  useController,
  useFormState,
} from 'react-hook-form';
import { useProblemText } from '@/lib/api/problem-text';
import type { FormProblemCause } from '@/lib/api/show-problem';
import { Button, type ButtonProps } from './button';
import { Checkbox } from './checkbox';
import { Field, FieldError, type FieldProps } from './field';
import { Input } from './input';
import { Label } from './label';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from './select';
import { Textarea } from './textarea';

interface BaseProps<Values extends FieldValues> extends Omit<FieldProps, 'children' | 'error'> {
  control: Control<Values>;
  name: FieldPath<Values>;
}

type TextFieldProps<Values extends FieldValues> = BaseProps<Values> &
  Pick<
    ComponentProps<'input'>,
    | 'type'
    | 'placeholder'
    | 'autoComplete'
    | 'inputMode'
    | 'autoFocus'
    | 'disabled'
    | 'min'
    | 'max'
    | 'step'
    | 'spellCheck'
  >;

/** One line of a form: label, input, help and error, bound to react-hook-form. */
export function TextField<Values extends FieldValues>({
  control,
  name,
  label,
  description,
  required,
  hint,
  className,
  ...input
}: TextFieldProps<Values>) {
  const { field, fieldState } = useController({ control, name });
  return (
    <Field {...{ label, description, required, hint, className }} error={fieldState.error?.message}>
      <Input {...input} {...field} value={field.value ?? ''} />
    </Field>
  );
}

type TextareaFieldProps<Values extends FieldValues> = BaseProps<Values> &
  Pick<ComponentProps<'textarea'>, 'rows' | 'placeholder' | 'spellCheck'>;

export function TextareaField<Values extends FieldValues>({
  control,
  name,
  label,
  description,
  required,
  hint,
  className,
  ...area
}: TextareaFieldProps<Values>) {
  const { field, fieldState } = useController({ control, name });
  return (
    <Field {...{ label, description, required, hint, className }} error={fieldState.error?.message}>
      <Textarea {...area} {...field} value={field.value ?? ''} />
    </Field>
  );
}

export interface SelectOption {
  value: string;
  label: ReactNode;
  disabled?: boolean;
}

interface SelectFieldProps<Values extends FieldValues> extends BaseProps<Values> {
  options: readonly SelectOption[];
  placeholder?: string;
  disabled?: boolean;
}

export function SelectField<Values extends FieldValues>({
  control,
  name,
  options,
  placeholder,
  disabled,
  ...rest
}: SelectFieldProps<Values>) {
  const { field, fieldState } = useController({ control, name });
  return (
    <Select value={field.value} onValueChange={field.onChange} disabled={disabled}>
      <Field {...rest} error={fieldState.error?.message}>
        <SelectTrigger ref={field.ref} onBlur={field.onBlur}>
          <SelectValue placeholder={placeholder} />
        </SelectTrigger>
      </Field>
      <SelectContent>
        {options.map((option) => (
          <SelectItem key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

export interface CheckboxOption {
  value: string;
  label: ReactNode;
  description?: ReactNode;
}

interface CheckboxGroupProps<Values extends FieldValues> extends BaseProps<Values> {
  options: readonly CheckboxOption[];
}

/** Several choices out of a list; the value is the array of those that are ticked. */
export function CheckboxGroupField<Values extends FieldValues>({
  control,
  name,
  label,
  description,
  options,
  className,
}: CheckboxGroupProps<Values>) {
  const { field, fieldState } = useController({ control, name });
  const chosen: readonly string[] = field.value ?? [];
  const errorId = `${name}-error`;
  return (
    <fieldset className={className} aria-describedby={fieldState.error ? errorId : undefined}>
      <legend className="text-[0.8125rem] font-medium">{label}</legend>
      {description && <p className="mt-0.5 text-xs text-muted-foreground">{description}</p>}
      <div className="mt-2 grid gap-2">
        {options.map((option, index) => {
          const id = `${name}-${option.value}`;
          return (
            <div key={option.value} className="flex items-start gap-2.5">
              <Checkbox
                id={id}
                ref={index === 0 ? field.ref : undefined}
                className="mt-0.5"
                checked={chosen.includes(option.value)}
                aria-describedby={option.description ? `${id}-help` : undefined}
                onBlur={field.onBlur}
                onCheckedChange={(checked) =>
                  field.onChange(
                    checked === true
                      ? [...chosen, option.value]
                      : chosen.filter((value) => value !== option.value),
                  )
                }
              />
              <div className="grid">
                <Label htmlFor={id} className="font-normal">
                  {option.label}
                </Label>
                {option.description && (
                  <p id={`${id}-help`} className="text-xs text-muted-foreground">
                    {option.description}
                  </p>
                )}
              </div>
            </div>
          );
        })}
      </div>
      {fieldState.error && (
        <div className="mt-2">
          <FieldError id={errorId}>{fieldState.error.message}</FieldError>
        </div>
      )}
    </fieldset>
  );
}

/** What `showProblem` could not put at a field. */
export function FormProblem<Values extends FieldValues>({ form }: { form: UseFormReturn<Values> }) {
  const { errors } = useFormState({ control: form.control });
  const problemText = useProblemText();
  const root = errors.root as { problem?: { cause: FormProblemCause } } | undefined;
  const cause = root?.problem?.cause;
  if (!cause) return null;
  const { title, detail } = problemText(cause.error);
  return (
    <div
      role="alert"
      className="flex gap-2 rounded-lg bg-danger-soft px-3 py-2.5 text-[0.8125rem] text-danger"
    >
      <CircleAlert aria-hidden className="mt-px size-4 shrink-0" />
      <div className="min-w-0 break-words">
        <p className="font-medium">{title}</p>
        {detail && <p>{detail}</p>}
        {cause.details.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
    </div>
  );
}

export function SubmitButton({ children, ...props }: ButtonProps) {
  return (
    <Button type="submit" variant="primary" {...props}>
      {children}
    </Button>
  );
}
