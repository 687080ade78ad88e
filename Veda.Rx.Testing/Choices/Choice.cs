namespace Veda.Rx.Testing;

/// <summary>One choice that was made.</summary>
/// <param name="Kind">What was chosen.</param>
/// <param name="Id">Of an action: the one that was picked. Otherwise: where in the program the choice was asked for.</param>
/// <param name="Arity">How many alternatives there were; at least 2.</param>
/// <param name="Picked">Which one was picked, from 0. Of actions 0 goes on with what ran before, or with what has waited longest.</param>
public readonly record struct Choice(ChoiceKind Kind, ulong Id, int Arity, int Picked);
