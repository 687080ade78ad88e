namespace Veda.Rx.Policies;

/// <summary>What the adaptive policy is trying.</summary>
internal enum Attempt
{
    /// <summary>Nothing at present.</summary>
    None,

    /// <summary>Whether more workers finish more, since the present ones wait for something.</summary>
    More,

    /// <summary>Whether fewer finish as much, since there are more than processors and these are all used.</summary>
    Fewer,

    /// <summary>Whether fewer finish more, since they are less in each other's way.</summary>
    Fewest,
}
