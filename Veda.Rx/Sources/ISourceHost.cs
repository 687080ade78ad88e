namespace Veda.Rx.Sources;

/// <summary>What a source cursor may ask of the run that reads it.</summary>
public interface ISourceHost
{
    /// <summary>Elements, an error or the end have arrived since a claim found nothing ready. Any thread.</summary>
    void Signal();

    /// <summary>
    /// Works on the run for a moment on the calling thread, if that is allowed there and there is work: a producer that
    /// finds its queue full helps instead of blocking where blocking could stop the consumer.
    /// </summary>
    /// <returns>Whether anything was done.</returns>
    bool TryHelp();
}
