//! One module in two: what runs until the form is shown, and the rest.
//!
//! Both share memory, tables and globals, which the first one exports. A function of the rest is called by way of the table,
//! at a place that stays empty until the rest is there. So nothing changes for who calls, but that a call into the rest
//! before it is there is a trap; npm/src/parts.js keeps such calls from happening, or begins again.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalKind,
    ImportKind, ImportedFunction, LocalFunction, Module, ModuleConfig, TableId, ValType,
    ir::{Value, Visitor, dfs_in_order},
    passes::gc,
};

/// What the rest calls the first part in its imports.
const FIRST: &str = "b";

/// The two modules.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) first: Vec<u8>,
    pub(crate) rest: Vec<u8>,
}

/// Splits `module`, which must have names, into the functions that are `shown` and the others.
///
/// # Errors
/// Where the module has what a compiler of Rust does not make today: passive segments, references to functions in code.
pub(crate) fn split(module: &[u8], shown: impl Fn(&str) -> bool) -> Result<Parts> {
    let first = parse(module)?;
    let plan = Plan::of(&first, shown)?;
    let (rest, shared) = rest(parse(module)?, &plan)?;
    Ok(Parts { first: self::first(first, &plan, &shared)?, rest })
}

/// A module with the names of its functions.
pub(crate) fn parse(module: &[u8]) -> Result<Module> {
    ModuleConfig::new().generate_producers_section(false).parse(module)
}

/// What belongs where. Both parts are made of the same module, read twice: what has a number in one has it in the other.
#[derive(Debug)]
struct Plan {
    late: BTreeSet<usize>,
    /// Where in the table the first part finds those of the late that it may call.
    slots: BTreeMap<usize, u64>,
    /// How many places the table has.
    size: u64,
}

impl Plan {
    fn of(module: &Module, shown: impl Fn(&str) -> bool) -> Result<Self> {
        let table = table(module)?;
        ensure!(module.data.iter().all(|data| !data.is_passive()), "the module has data that it copies by itself");
        let is_late = |name: Option<&String>| !name.is_some_and(|name| shown(name));
        let local = module.funcs.iter_local().map(|(id, _)| module.funcs.get(id));
        let late =
            local.filter(|function| is_late(function.name.as_ref())).map(|function| function.id().index()).collect();
        let mut plan = Self { late, slots: BTreeMap::new(), size: module.tables.get(table).initial };
        for (offset, functions) in segments(module)? {
            for (place, id) in (offset..).zip(functions).filter(|(_, id)| plan.late.contains(&id.index())) {
                plan.slots.entry(id.index()).or_insert(place);
            }
        }
        for id in called(module, &plan.late) {
            plan.slots.entry(id).or_insert_with(|| {
                plan.size += 1;
                plan.size - 1
            });
        }
        Ok(plan)
    }

    fn is_late(&self, id: FunctionId) -> bool {
        self.late.contains(&id.index())
    }
}

/// The one of the functions.
fn table(module: &Module) -> Result<TableId> {
    module.tables.main_function_table()?.context("the module has no table of functions")
}

/// The functions in the table, each segment with the place that it begins at.
fn segments(module: &Module) -> Result<Vec<(u64, Vec<FunctionId>)>> {
    let table = table(module)?;
    let mut segments = Vec::new();
    for segment in module.elements.iter() {
        let ElementKind::Active { table: of, offset: ConstExpr::Value(Value::I32(offset)) } = &segment.kind else {
            bail!("the module has functions that it puts into the table by itself");
        };
        let ElementItems::Functions(functions) = &segment.items else { bail!("the table has more than functions") };
        ensure!(*of == table, "more than one table has functions");
        segments.push((u64::try_from(*offset)?, functions.clone()));
    }
    Ok(segments)
}

/// The late functions that JavaScript or an early one calls by themselves.
fn called(module: &Module, late: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut called = Called::default();
    for (_, function) in module.funcs.iter_local().filter(|(id, _)| !late.contains(&id.index())) {
        dfs_in_order(&mut called, function, function.entry_block());
    }
    called.0.extend(module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(id) => Some(id.index()),
        _ => None,
    }));
    called.0.extend(module.start.map(|id| id.index()));
    called.0.intersection(late).copied().collect()
}

#[derive(Debug, Default)]
struct Called(BTreeSet<usize>);

impl Visitor<'_> for Called {
    fn visit_function_id(&mut self, id: &FunctionId) {
        self.0.insert(id.index());
    }
}

/// The late functions; all else comes from the first part. Gives what that has to export.
fn rest(mut module: Module, plan: &Plan) -> Result<(Vec<u8>, Vec<Shared>)> {
    fill(&mut module, plan, |id| plan.is_late(id))?;
    let exports: Vec<_> = module.exports.iter().map(|export| export.id()).collect();
    exports.into_iter().for_each(|id| module.exports.delete(id));
    let data: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for memory in module.memories.iter_mut() {
        memory.data_segments.clear();
    }
    data.into_iter().for_each(|id| module.data.delete(id));
    module.start = None;

    let early: Vec<_> = module.funcs.iter_local().map(|(id, _)| id).filter(|id| !plan.is_late(*id)).collect();
    for id in early {
        let import = module.imports.add(FIRST, "", id);
        let function = module.funcs.get_mut(id);
        function.kind = FunctionKind::Import(ImportedFunction { import, ty: function.ty() });
    }
    let globals: Vec<_> = module.globals.iter().map(|global| global.id()).collect();
    for id in globals {
        let import = module.imports.add(FIRST, "", id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
    let memories: Vec<_> = module.memories.iter().map(|memory| memory.id()).collect();
    for id in memories {
        module.memories.get_mut(id).import = Some(module.imports.add(FIRST, "", id));
    }
    let tables: Vec<_> = module.tables.iter().map(|table| table.id()).collect();
    for id in tables {
        module.tables.get_mut(id).import = Some(module.imports.add(FIRST, "", id));
    }
    gc::run(&mut module);

    let mut shared = Vec::new();
    for import in module.imports.iter_mut().filter(|import| import.module == FIRST) {
        // No name that a compiler gives begins with a digit.
        import.name = base36(shared.len());
        shared.push(Shared::of(&import.kind)?);
    }
    Ok((module.emit_wasm(), shared))
}

/// What the rest imports of the first part, by its number; its name is that of its place.
#[derive(Debug, Clone, Copy)]
enum Shared {
    Function(usize),
    Table(usize),
    Memory(usize),
    Global(usize),
}

impl Shared {
    fn of(import: &ImportKind) -> Result<Self> {
        Ok(match import {
            ImportKind::Function(id) => Self::Function(id.index()),
            ImportKind::Table(id) => Self::Table(id.index()),
            ImportKind::Memory(id) => Self::Memory(id.index()),
            ImportKind::Global(id) => Self::Global(id.index()),
            ImportKind::Tag(_) => bail!("the module has exceptions of its own"),
        })
    }

    fn find(self, module: &Module) -> Option<ExportItem> {
        Some(match self {
            Self::Function(index) => function(module, index)?.into(),
            Self::Table(index) => module.tables.iter().find(|table| table.id().index() == index)?.id().into(),
            Self::Memory(index) => module.memories.iter().find(|memory| memory.id().index() == index)?.id().into(),
            Self::Global(index) => module.globals.iter().find(|global| global.id().index() == index)?.id().into(),
        })
    }
}

fn function(module: &Module, index: usize) -> Option<FunctionId> {
    Some(module.funcs.iter().find(|function| function.id().index() == index)?.id())
}

/// `0`, `1`, … `09`, … : each begins with a digit.
fn base36(number: usize) -> String {
    let digit =
        |number: usize, base| char::from_digit(u32::try_from(number % base).unwrap_or_default(), 36).unwrap_or('0');
    let mut name = String::from(digit(number, 10));
    let mut left = number / 10;
    while left > 0 {
        name.push(digit(left - 1, 36));
        left = (left - 1) / 36;
    }
    name
}

/// The early functions, and a way to each of the late ones that they may call.
fn first(mut module: Module, plan: &Plan, shared: &[Shared]) -> Result<Vec<u8>> {
    fill(&mut module, plan, |id| !plan.is_late(id))?;
    for (index, slot) in &plan.slots {
        let id = function(&module, *index).context("a function is gone")?;
        let way = way(&mut module, id, *slot)?;
        module.funcs.get_mut(id).kind = FunctionKind::Local(way);
    }
    for (place, item) in shared.iter().enumerate() {
        let item = item.find(&module).context("what the rest imports is gone")?;
        module.exports.add(&base36(place), item);
    }
    gc::run(&mut module);
    Ok(module.emit_wasm())
}

/// Calls what stands at `slot` as `id` was called.
fn way(module: &mut Module, id: FunctionId, slot: u64) -> Result<LocalFunction> {
    let table = table(module)?;
    let ty = module.funcs.get(id).ty();
    let (takes, gives): (Vec<ValType>, Vec<ValType>) = {
        let ty = module.types.get(ty);
        (ty.params().to_vec(), ty.results().to_vec())
    };
    let mut builder = FunctionBuilder::new(&mut module.types, &takes, &gives);
    let arguments: Vec<_> = takes.iter().map(|ty| module.locals.add(*ty)).collect();
    let mut body = builder.func_body();
    for argument in &arguments {
        body.local_get(*argument);
    }
    body.i32_const(i32::try_from(slot)?).call_indirect(ty, table);
    Ok(builder.local_func(arguments))
}

/// Puts only those functions into the table that belong to this part, at the places they had.
fn fill(module: &mut Module, plan: &Plan, belongs: impl Fn(FunctionId) -> bool) -> Result<()> {
    let (id, segments) = (table(module)?, segments(module)?);
    let mut places = BTreeMap::new();
    for (offset, functions) in segments {
        places.extend((offset..).zip(functions));
    }
    for (index, slot) in &plan.slots {
        places.insert(*slot, function(module, *index).context("a function is gone")?);
    }
    places.retain(|_, function| belongs(*function));

    let old: Vec<_> = module.elements.iter().map(|segment| segment.id()).collect();
    old.into_iter().for_each(|segment| module.elements.delete(segment));
    let table = module.tables.get_mut(id);
    table.elem_segments.clear();
    table.initial = plan.size;
    table.maximum = table.maximum.map(|_| plan.size);
    for (offset, run) in runs(places) {
        let offset = ConstExpr::Value(Value::I32(i32::try_from(offset)?));
        let segment = module.elements.add(ElementKind::Active { table: id, offset }, ElementItems::Functions(run));
        module.tables.get_mut(id).elem_segments.insert(segment);
    }
    Ok(())
}

/// What stands side by side, with the place of the first.
fn runs(places: BTreeMap<u64, FunctionId>) -> Vec<(u64, Vec<FunctionId>)> {
    let mut runs: Vec<(u64, Vec<FunctionId>)> = Vec::new();
    for (place, id) in places {
        match runs.last_mut() {
            Some((offset, run)) if *offset + run.len() as u64 == place => run.push(id),
            _ => runs.push((place, vec![id])),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use base64::{Engine, prelude::BASE64_STANDARD};
    use walrus::{FunctionBuilder, RefType};

    use super::*;

    /// `early` calls `late`, which adds 1 by calling `shared`; `by_table` calls what stands at place 1, and that is `listed`.
    fn module() -> Vec<u8> {
        let mut module = Module::with_config(ModuleConfig::new());
        let table = module.tables.add_local(false, 2, Some(2), RefType::FUNCREF);
        let function = |module: &mut Module, name: &str, body: &dyn Fn(&mut walrus::InstrSeqBuilder<'_>)| {
            let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
            let argument = module.locals.add(ValType::I32);
            builder.name(name.to_owned());
            body(builder.func_body().local_get(argument));
            builder.finish(vec![argument], &mut module.funcs)
        };
        let ty = module.types.add(&[ValType::I32], &[ValType::I32]);
        let shared = function(&mut module, "shared", &|body| {
            body.i32_const(1).binop(walrus::ir::BinaryOp::I32Add);
        });
        let late = function(&mut module, "late", &|body| {
            body.call(shared);
        });
        let listed = function(&mut module, "listed", &|body| {
            body.call(shared).call(late);
        });
        let early = function(&mut module, "early", &|body| {
            body.call(late);
        });
        let by_table = function(&mut module, "by_table", &|body| {
            body.i32_const(1).call_indirect(ty, table);
        });
        let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(1)) };
        let segment = module.elements.add(kind, ElementItems::Functions(vec![listed]));
        module.tables.get_mut(table).elem_segments.insert(segment);
        for (name, id) in [("early", early), ("by_table", by_table), ("late", late)] {
            module.exports.add(name, id);
        }
        module.emit_wasm()
    }

    /// What each export of the first part gives for 1, before and after the rest is there; `trap` for none.
    fn run(parts: &Parts) -> String {
        let [first, rest] = [&parts.first, &parts.rest].map(|part| BASE64_STANDARD.encode(part));
        let script = format!(
            "const bytes = (text) => Buffer.from(text, 'base64');
            const {{ exports }} = new WebAssembly.Instance(new WebAssembly.Module(bytes('{first}')));
            const all = () => ['early', 'by_table', 'late'].map((name) => {{ try {{ return exports[name](1); }} catch {{ return 'trap'; }} }});
            const before = all();
            new WebAssembly.Instance(new WebAssembly.Module(bytes('{rest}')), {{ b: exports }});
            console.log([...before, ...all()].join(' '));"
        );
        let output = Command::new("node").arg("-e").arg(script).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    #[test]
    fn what_is_not_there_yet_is_a_trap_and_works_later() {
        let parts = split(&module(), |name| ["early", "by_table", "shared"].contains(&name)).unwrap();
        assert_eq!(run(&parts), "trap trap trap 2 3 2");
    }

    #[test]
    fn the_first_part_does_alone_what_it_has() {
        let parts = split(&module(), |name| name != "listed").unwrap();
        assert_eq!(run(&parts), "2 trap 2 2 3 2");
        let all = split(&module(), |_| true).unwrap();
        assert_eq!(run(&all), "2 3 2 2 3 2");
        let none = split(&module(), |_| false).unwrap();
        assert_eq!(run(&none), "trap trap trap 2 3 2");
    }

    #[test]
    fn names_do_not_repeat_and_begin_with_a_digit() {
        let names: BTreeSet<_> = (0..5000).map(base36).collect();
        assert_eq!(names.len(), 5000);
        assert!(names.iter().all(|name| name.starts_with(|c: char| c.is_ascii_digit())));
    }
}
