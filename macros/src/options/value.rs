//! The values of options: what may follow a name, and what is made of it.

use crate::diagnostics::{self as message, Message};
use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Expr, ExprLit, Lit, LitStr, Path, Token, Type, UnOp, parse_quote};

/// What an option says.
#[derive(Clone)]
pub(super) enum Value {
    Policy(Policy),
    Errno(Errno),
    Variadic,
    /// By which name, if not the function's.
    FnType(Option<Ident>),
    Thread(Thread),
    Limit(Limit),
    OnPanic(OnPanic),
    Implements(Box<Type>),
    Facade(Path),
    Trusted,
    Migrating,
}

/// How an imported function reaches C.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Policy {
    Default,
    Blocking,
    NoCallback,
    Leaf,
    Inline,
    Raw,
}

/// When errno is read.
#[derive(Clone)]
pub(crate) enum Errno {
    /// After the failure that the result type has by nature.
    OnFailure,
    /// After the failure that this value means.
    OnValue(Box<Expr>),
    /// After every call.
    Always,
}

/// On which thread calls are made.
#[derive(Clone)]
pub(crate) enum Thread {
    /// The dedicated one of this name.
    Named(LitStr),
    Main,
    /// The caller's, whatever the block says.
    Any,
}

/// How many calls may be in C at one time.
#[derive(Clone)]
pub(crate) enum Limit {
    /// So many, of the function or of the block that says so.
    Calls(Box<Expr>),
    /// As many as the function's block says, of all its functions together.
    OfBlock,
    /// Any number, whatever the block says.
    None,
}

/// What becomes of a panic that would leave an exported function.
#[derive(Clone)]
pub(crate) enum OnPanic {
    Abort,
    /// C receives this value, and the panic goes on when the enclosing call has returned.
    Return(Box<Expr>),
    /// The same for a function that returns nothing, with the word that says so.
    ReturnNothing(Token![return]),
    /// What the ABI says, and no option.
    Unwind(Ident),
}

impl Value {
    /// What is wrong about a value that is written as the table has it.
    pub(super) fn refusal(&self) -> Option<&'static Message> {
        let Value::Thread(Thread::Named(name)) = self else { return None };
        match name.value().as_str() {
            "main" => Some(&message::THREAD_MAIN),
            name if name.is_empty() || name.contains('\0') => Some(&message::THREAD_NAME),
            _ => None,
        }
    }
}

/// Reads what follows the name of an option, of which nothing may be left.
pub(super) type Reader = fn(ParseStream<'_>) -> syn::Result<Value>;

pub(super) fn errno(input: ParseStream<'_>) -> syn::Result<Value> {
    if input.is_empty() {
        return Ok(Value::Errno(Errno::OnFailure));
    }
    let content;
    syn::parenthesized!(content in input);
    let word: Ident = content.parse()?;
    let errno = match word.to_string().as_str() {
        "always" => Errno::Always,
        "fail" => {
            content.parse::<Token![=]>()?;
            Errno::OnValue(content.parse()?)
        }
        _ => return Err(input.error("another word")),
    };
    Ok(Value::Errno(errno))
}

pub(super) fn fn_type(input: ParseStream<'_>) -> syn::Result<Value> {
    let assigned = input.parse::<Option<Token![=]>>()?;
    Ok(Value::FnType(assigned.map(|_| input.parse()).transpose()?))
}

pub(super) fn thread(input: ParseStream<'_>) -> syn::Result<Value> {
    input.parse::<Token![=]>()?;
    let Some(word) = input.parse::<Option<Ident>>()? else {
        return Ok(Value::Thread(Thread::Named(input.parse()?)));
    };
    let thread = match word.to_string().as_str() {
        "main" => Thread::Main,
        "any" => Thread::Any,
        _ => return Err(input.error("another word")),
    };
    Ok(Value::Thread(thread))
}

pub(super) fn limit(input: ParseStream<'_>) -> syn::Result<Value> {
    input.parse::<Token![=]>()?;
    let limit = match input.parse()? {
        Expr::Path(word) if word.path.is_ident("none") => Limit::None,
        calls if may_count(&calls) => Limit::Calls(Box::new(calls)),
        _ => return Err(input.error("no number of calls")),
    };
    Ok(Value::Limit(limit))
}

/// Whether it may be a number from 1 on. What a constant is only the compiler can tell.
fn may_count(calls: &Expr) -> bool {
    match calls {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_digits() != "0",
        Expr::Unary(negated) => !matches!(negated.op, UnOp::Neg(_)),
        Expr::Lit(_) => false,
        _ => true,
    }
}

pub(super) fn serialize(_: ParseStream<'_>) -> syn::Result<Value> {
    Ok(Value::Limit(Limit::Calls(parse_quote!(1))))
}

pub(super) fn on_panic(input: ParseStream<'_>) -> syn::Result<Value> {
    input.parse::<Token![=]>()?;
    let word = input.call(Ident::parse_any)?;
    let on_panic = match word.to_string().as_str() {
        "abort" => OnPanic::Abort,
        "unwind" => OnPanic::Unwind(word),
        "return" if input.is_empty() => OnPanic::ReturnNothing(Token![return](word.span())),
        "return" => {
            let content;
            syn::parenthesized!(content in input);
            OnPanic::Return(content.parse()?)
        }
        _ => return Err(input.error("another word")),
    };
    Ok(Value::OnPanic(on_panic))
}

pub(super) fn implements(input: ParseStream<'_>) -> syn::Result<Value> {
    input.parse::<Token![=]>()?;
    Ok(Value::Implements(Box::new(input.parse()?)))
}

pub(super) fn facade(input: ParseStream<'_>) -> syn::Result<Value> {
    input.parse::<Token![=]>()?;
    Ok(Value::Facade(Path::parse_mod_style(input)?))
}
